package eval

import "readout"

// FromMention returns a mention of the detector as predictions write it.
func FromMention(m readout.Mention) Contact {
	return Contact{
		Participants: m.Participants, Groups: m.Groups, Mode: string(m.Mode), Status: string(m.Status), Date: string(m.Date),
		Salience: string(m.Salience), Level: string(m.Level), Implied: m.Implied,
	}
}
