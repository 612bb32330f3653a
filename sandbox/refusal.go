package sandbox

import (
	"net/http"

	"readout/sandbox/form"
)

// refusal is an answer of Discord that says no.
// Source of codes: Discord documentation, topics/opcodes-and-status-codes.
type refusal struct {
	status   int
	code     int
	message  string
	problems *form.Problems
}

// The refusals that need no detail.
var (
	unauthorized       = &refusal{status: http.StatusUnauthorized, message: "401: Unauthorized"}
	notFound           = &refusal{status: http.StatusNotFound, message: "404: Not Found"}
	unknownApplication = &refusal{status: http.StatusNotFound, code: 10002, message: "Unknown Application"}
	unknownChannel     = &refusal{status: http.StatusNotFound, code: 10003, message: "Unknown Channel"}
	unknownGuild       = &refusal{status: http.StatusNotFound, code: 10004, message: "Unknown Guild"}
	unknownMember      = &refusal{status: http.StatusNotFound, code: 10007, message: "Unknown Member"}
	unknownMessage     = &refusal{status: http.StatusNotFound, code: 10008, message: "Unknown Message"}
	unknownUser        = &refusal{status: http.StatusNotFound, code: 10013, message: "Unknown User"}
	unknownWebhook     = &refusal{status: http.StatusNotFound, code: 10015, message: "Unknown Webhook"}
	unknownInteraction = &refusal{status: http.StatusNotFound, code: 10062, message: "Unknown interaction"}
	unknownCommand     = &refusal{status: http.StatusNotFound, code: 10063, message: "Unknown application command"}
	unknownTag         = &refusal{status: http.StatusNotFound, code: 10087, message: "Unknown tag"}
	tooLarge           = &refusal{status: http.StatusRequestEntityTooLarge, code: 40005, message: "Request entity too large"}
	alreadyCrossposted = &refusal{status: http.StatusBadRequest, code: 40033, message: "This message has already been crossposted"}
	alreadyAnswered    = &refusal{status: http.StatusBadRequest, code: 40060, message: "Interaction has already been acknowledged."}
	tagRequired        = &refusal{status: http.StatusBadRequest, code: 40067, message: "A tag is required to create a forum post in this channel"}
	missingAccess      = &refusal{status: http.StatusForbidden, code: 50001, message: "Missing Access"}
	notTheAuthor       = &refusal{status: http.StatusForbidden, code: 50005, message: "Cannot edit a message authored by another user"}
	emptyMessage       = &refusal{status: http.StatusBadRequest, code: 50006, message: "Cannot send an empty message"}
	notATextChannel    = &refusal{status: http.StatusBadRequest, code: 50008, message: "Cannot send messages in a non-text channel"}
	missingPermissions = &refusal{status: http.StatusForbidden, code: 50013, message: "Missing Permissions"}
	wrongChannelType   = &refusal{status: http.StatusBadRequest, code: 50024, message: "Cannot execute action on this channel type"}
	expiredToken       = &refusal{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
	threadArchived     = &refusal{status: http.StatusBadRequest, code: 50083, message: "Thread is archived"}
	notJSON            = &refusal{status: http.StatusBadRequest, code: 50109, message: "The request body contains invalid JSON."}
	threadLocked       = &refusal{status: http.StatusForbidden, code: 160005, message: "This thread is locked"}
	tooManyCommands    = &refusal{status: http.StatusBadRequest, code: 30032, message: "Maximum number of application commands reached (100)."}
)

// invalid is the refusal of a body with problems.
func invalid(p *form.Problems) *refusal {
	return &refusal{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", problems: p}
}

// invalidField is the refusal of a body with one problem.
func invalidField(path, code, message string) *refusal {
	var p form.Problems
	p.Add(path, code, "%s", message)
	return invalid(&p)
}

func (r *refusal) answer() answer {
	body := object{"code": r.code, "message": r.message}
	if r.problems != nil {
		body["errors"] = r.problems.Tree()
	}
	return answer{status: r.status, body: body}
}

// checked runs a check of a body and makes a refusal of what it found.
func checked(check func(*form.Problems)) *refusal {
	var p form.Problems
	check(&p)
	if p.Any() {
		return invalid(&p)
	}
	return nil
}
