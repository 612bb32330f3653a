package readout

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Mode is how a contact takes place.
type Mode string

// The modes of a contact.
const (
	Phone       Mode = "phone"
	Video       Mode = "video"
	InPerson    Mode = "in_person"
	Written     Mode = "written"
	Unspecified Mode = "unspecified"
)

// Status tells how far a contact has come.
type Status string

// The statuses of a contact.
const (
	Held     Status = "held"     // took place or is under way
	Planned  Status = "planned"  // agreed, announced, expected
	Proposed Status = "proposed" // offered, invited, considered, rumoured
	Off      Status = "off"      // cancelled, postponed, refused, ruled out
)

// Salience tells whether a story reports a contact or only refers to it.
type Salience string

// The saliences of a mention.
const (
	Main       Salience = "main"
	Background Salience = "background"
)

// Level tells whether leaders themselves were in contact.
type Level string

// The levels of a contact.
const (
	LevelPrincipal Level = "principal"
	LevelOther     Level = "other" // envoys, aides or delegations on one side at least
)

// Date is a calendar date written 2006-01-02, or "" when unknown.
type Date string

// DateOf returns the date of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time returns midnight UTC of the date, and false when it is unknown or malformed.
func (d Date) Time() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

// Evidence is a span of a story's text and the part it played in a decision.
type Evidence struct {
	Role  string `json:"role"`  // participant, frame, mode, status, date, group, rejected …
	Field string `json:"field"` // title or summary
	Text  string `json:"text"`
	Start int    `json:"start"` // byte offsets into the field
	End   int    `json:"end"`
	Note  string `json:"note,omitempty"` // why, in words
}

// Mention is what one story says of one contact.
type Mention struct {
	ID           int64         `json:"-"`
	StoryID      int64         `json:"-"`
	ContactID    int64         `json:"-"`
	Participants []Participant `json:"participants"`
	Groups       []string      `json:"groups"`
	Summit       string        `json:"summit,omitempty"` // the group at whose summit it is said to take place, apart from the summit itself; "" = not said
	Mode         Mode          `json:"mode"`
	Status       Status        `json:"status"`
	Date         Date          `json:"date"`
	Salience     Salience      `json:"salience"`
	Level        Level         `json:"level"`
	Implied      bool          `json:"implied"` // only a visit or an arrival is told
	Topics       []string      `json:"topics"`
	Confidence   float64       `json:"confidence"` // 0 to 1
	Evidence     []Evidence    `json:"evidence"`
}

// Reportable reports whether the mention by itself is worth a contact: leaders
// themselves, as news, with their meeting told and not only implied.
func (m Mention) Reportable() bool {
	return m.Salience == Main && m.Level == LevelPrincipal && !m.Implied
}

// Source is a mention together with the story that makes it.
type Source struct {
	Mention Mention
	Story   Story
}

// Contact is one communication between leaders, put together from all its
// mentions: the unit that is posted, searched and counted.
type Contact struct {
	ID           int64
	Participants []Participant
	Groups       []string
	Mode         Mode
	Status       Status
	Was          Status // the status before the last change; "" when it never changed
	Date         Date
	Level        Level
	Implied      bool
	Topics       []string
	Confidence   float64
	FirstSeen    time.Time // when its first story was first seen
	UpdatedAt    time.Time
	Sources      []Source // ordered by publication, oldest first
	Links        []Link   // the summit that it belongs to; of a summit, the contacts at its margins by id

	RejectedBy string    // who has said that it is no contact; "" = nobody
	RejectedAt time.Time // zero = it counts
}

// Rejected reports whether somebody has said that this is no contact.
func (c Contact) Rejected() bool { return !c.RejectedAt.IsZero() }

// Told reports whether any story tells of the contact as news, whoever took part.
func (c Contact) Told() bool {
	return slices.ContainsFunc(c.Sources, func(s Source) bool { return s.Mention.Salience == Main && !s.Mention.Implied })
}

// Day returns when the contact took or takes place, as well as is known: its date,
// else when it was first seen.
func (c Contact) Day() time.Time {
	if t, ok := c.Date.Time(); ok {
		return t
	}
	return c.FirstSeen
}

// States returns the codes of everybody's state or organisation, sorted, each
// once: also of envoys.
func (c Contact) States() []string { return StatesOf(c.Participants) }

// Sides returns the codes of the states and organisations whose principals
// take part, sorted, each once.
func (c Contact) Sides() []string { return SidesOf(c.Participants) }

// StatesOf returns the codes of everybody's state or organisation, sorted, each
// once.
func StatesOf(participants []Participant) []string {
	return statesWhere(participants, func(Participant) bool { return true })
}

// SidesOf returns the codes of the states and organisations whose principals are
// among the participants, sorted, each once.
func SidesOf(participants []Participant) []string {
	return statesWhere(participants, func(p Participant) bool { return p.Office.Principal() })
}

func statesWhere(participants []Participant, counts func(Participant) bool) []string {
	out := make([]string, 0, len(participants))
	for _, p := range participants {
		if counts(p) {
			out = append(out, p.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Reportable reports whether any mention of the contact is.
func (c Contact) Reportable() bool {
	return slices.ContainsFunc(c.Sources, func(s Source) bool { return s.Mention.Reportable() })
}

// Involves reports whether the named leader takes part. Case is ignored.
func (c Contact) Involves(name string) bool {
	return slices.ContainsFunc(c.Participants, func(p Participant) bool {
		return strings.EqualFold(p.Name, name)
	})
}

// ConfirmedBy returns the sides whose own official feed gives an account of
// the contact: who has published a readout. Other officials are not listed.
func (c Contact) ConfirmedBy() []string {
	var out []string
	own := c.Sides()
	for _, s := range c.Sources {
		if s.Story.Kind == Official && slices.Contains(own, s.Story.State) {
			out = append(out, s.Story.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Outlets returns the names of the distinct feeds that mention the contact,
// official ones first, then in order of publication.
func (c Contact) Outlets() []string {
	sources := slices.Clone(c.Sources)
	slices.SortStableFunc(sources, func(a, b Source) int {
		return cmp.Compare(officialFirst(a), officialFirst(b))
	})
	var out []string
	for _, s := range sources {
		if !slices.Contains(out, s.Story.Source) {
			out = append(out, s.Story.Source)
		}
	}
	return out
}

func officialFirst(s Source) int {
	if s.Story.Kind == Official {
		return 0
	}
	return 1
}
