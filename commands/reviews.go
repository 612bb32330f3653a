package commands

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"readout"
)

// Reviewer keeps what people say of contacts. Its errors are fit for users.
type Reviewer interface {
	// Reject takes a contact back in every channel.
	Reject(ctx context.Context, contactID int64, by string) error
	// Restore undoes that.
	Restore(ctx context.Context, contactID int64) error
}

type reviewCommands struct{ reviews Reviewer }

func (c reviewCommands) presses() map[string]handler {
	return map[string]handler{"reject": c.reject, "restore": c.restore}
}

func (c reviewCommands) reject(ctx context.Context, in input) (readout.Reply, error) {
	id, err := in.moderates()
	if err != nil {
		return readout.Reply{}, err
	}
	if err := c.reviews.Reject(ctx, id, in.UserID); err != nil {
		return readout.Reply{}, fmt.Errorf("reject contact %d: %w", id, err)
	}
	title := in.printer.Say("Contact %s is taken back", strconv.FormatInt(id, 10))
	return private(readout.Message{
		Summary: title,
		Title:   title,
		Body: []readout.Text{
			readout.T(in.printer.Say("Its message is being deleted in every channel that has it, and no further story brings it back.")),
			readout.T(in.printer.Say("Its stories are on the list of reviews now, by which whoever runs the bot can check the detector.")),
		},
		Tone:    readout.ToneNeutral,
		Actions: []readout.Action{{ID: fmt.Sprintf("restore:%d", id), Label: in.printer.Say("Undo")}},
	}), nil
}

func (c reviewCommands) restore(ctx context.Context, in input) (readout.Reply, error) {
	id, err := in.moderates()
	if err != nil {
		return readout.Reply{}, err
	}
	if err := c.reviews.Restore(ctx, id); err != nil {
		return readout.Reply{}, fmt.Errorf("restore contact %d: %w", id, err)
	}
	title := in.printer.Say("Contact %s counts again", strconv.FormatInt(id, 10))
	return private(readout.Message{
		Summary: title,
		Title:   title,
		Body:    []readout.Text{readout.T(in.printer.Say("Its message is posted again where it was taken back."))},
		Tone:    readout.ToneNeutral,
	}), nil
}

// moderates returns the contact of the button, if the presser may take messages
// of others away.
func (in input) moderates() (int64, error) {
	if !in.mayTakeBack() {
		return 0, readout.Errorf(readout.CodeForbidden, "Taking a contact back deletes its message in every channel, so it needs the permission Manage Messages, which you do not have here. Tell a moderator.")
	}
	return in.pressed()
}

func (in input) mayTakeBack() bool {
	return in.Permissions.Has(readout.PermissionManageMessages) || in.Permissions.Has(readout.PermissionManageServer)
}

// pressed returns the contact of a button such as "reject:12".
func (in input) pressed() (int64, error) {
	_, text, _ := strings.Cut(in.Command, ":")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, readout.Errorf(readout.CodeInvalid, "This button cannot be read any more. Try /contacts search.")
	}
	return id, nil
}
