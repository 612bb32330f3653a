package contacts

import (
	"slices"

	"readout"
)

// finding is one place of the text that tells of a contact.
type finding struct {
	frame    frame
	at       int // element of the frame's word
	people   []readout.Participant
	groups   []string
	actors   []*actor
	partners int  // how many of the actors, at the end, stand on the other side
	each     bool // with each of the partners there is a contact of its own
	trip     bool // some travel or go round together
	anew     bool // told as what takes the place of a plan
	beside   bool // told as one beside another: "also", "earlier"
	anywhere bool // told by what is agreed, wherever that was
	onPaper  bool // a letter or telegram by its word
	again    bool // told as one more: "will meet again"
	status   readout.Status
	why      string       // for the status
	unsure   bool         // nothing in the text tells the status
	today    bool         // planned for the day of the story
	greeted  readout.Date // day on which one received the other, at the airport perhaps; "" for none
	mode     readout.Mode
	date     readout.Date
	dated    int // element that names the day, -1 for none
	implied  bool
	back     bool   // mentioned in passing, or long past
	below    bool   // told in the summary
	margins  bool   // told as the place or time of something else: "at the G7 summit"
	assembly bool   // of a body that meets all the time: the Security Council
	summit   string // the group at whose summit it takes place, "" where nothing says so
	summitAt int    // element that says it
	strength float64
}

// sides returns the states and organisations of everybody at the contact.
func (f *finding) sides() []string {
	var out []string
	for _, p := range f.people {
		if p.State != "" {
			out = append(out, p.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// principals returns the states and organisations of the principals at the contact.
func (f *finding) principals() []string { return readout.SidesOf(f.people) }

// whole reports whether there are two sides, or a group that meets.
func (f *finding) whole() bool {
	if len(f.sides())+len(f.groups) >= 2 {
		return true
	}
	if len(f.groups) == 0 || f.assembly || f.groups[0] == "World leaders" {
		return false // "world leaders gather": who?
	}
	switch f.frame {
	case frameSummit:
		return true
	case frameGather, frameMeet, frameVideo, framePhone, frameTalks, frameDiscuss, frameSign:
		return slices.ContainsFunc(f.actors, func(a *actor) bool { return a.led })
	}
	return false
}

// leaders reports whether leaders themselves were in contact.
func (f *finding) leaders() bool {
	n := len(f.principals())
	ofNoRank := slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.Name != "" })
	return n+len(f.groups) >= 2 || len(f.people) == 0 && len(f.groups) == 1 && !ofNoRank
}

// follow takes over what another finding says of the status and the day.
func (f *finding) follow(o *finding) {
	f.status, f.why, f.date, f.dated = o.status, o.why, o.date, o.dated
}

// remote reports whether the contact is told as one from afar.
func (f *finding) remote() bool {
	switch f.frame {
	case framePhone, frameCall, frameVideo, frameLetter, frameWrite:
		return true
	}
	return f.mode == readout.Phone || f.mode == readout.Video || f.mode == readout.Written
}

func within(a, b []string) bool {
	for _, s := range a {
		if !slices.Contains(b, s) {
			return false
		}
	}
	return true
}
