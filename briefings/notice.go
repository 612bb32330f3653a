package briefings

import (
	"readout"
)

// FeedDown tells that a feed has been failing for long.
func (w Writer) FeedDown(f readout.Feed) readout.Message {
	m := readout.Message{
		Summary: "Feed down: " + f.Name,
		Title:   "Feed down: " + f.Name,
		Tone:    readout.ToneWarning,
		Body: []readout.Text{
			{{Text: "It has been failing since "}, {Time: f.Poll.FailingSince, Show: readout.AsDateTime}, {Text: "; stories that appear only there are missed."}},
			readout.T("Last error: " + f.Poll.Error),
			readout.T("It is tried again by itself. If its address has changed, remove it with /feeds remove and add the new one."),
		},
	}
	if !f.Poll.SucceededAt.IsZero() {
		m.Body = append(m.Body, readout.Text{{Text: "Last good poll: "}, since(f.Poll.SucceededAt)})
	}
	return m
}

// FeedUp tells that such a feed is back.
func (w Writer) FeedUp(f readout.Feed) readout.Message {
	return readout.Message{
		Summary: "Feed back: " + f.Name,
		Title:   "Feed back: " + f.Name,
		Tone:    readout.ToneNeutral,
		Body:    []readout.Text{readout.T("It answers again. What it has published meanwhile and still shows has been read.")},
	}
}
