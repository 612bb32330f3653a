package readout

import "slices"

// LinkKind tells how two contacts belong together.
type LinkKind string

// The kinds of link.
const (
	LinkSummit LinkKind = "summit" // the other one is the summit at whose margins this one takes place
	LinkMargin LinkKind = "margin" // the other one takes place at the margins of this summit
)

// Link names another contact that belongs with one and is not the same.
type Link struct {
	Kind         LinkKind
	ContactID    int64
	Participants []Participant
	Groups       []string
	Date         Date
}

// LinkTo returns the link to a contact as it is now.
func LinkTo(c Contact, kind LinkKind) Link {
	return Link{Kind: kind, ContactID: c.ID, Participants: c.Participants, Groups: c.Groups, Date: c.Date}
}

// Summit returns the link to the summit at whose margins the contact takes place, and
// false where there is none.
func (c Contact) Summit() (Link, bool) {
	i := slices.IndexFunc(c.Links, func(l Link) bool { return l.Kind == LinkSummit })
	if i < 0 {
		return Link{}, false
	}
	return c.Links[i], true
}
