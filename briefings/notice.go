package briefings

import (
	"readout"
)

// FeedDown tells that a feed has been failing for long.
func (w Writer) FeedDown(f readout.Feed) readout.Message {
	title := w.printer.Say("Feed down: %s", f.Name)
	m := readout.Message{
		Summary: title,
		Title:   title,
		Tone:    readout.ToneWarning,
		Body: []readout.Text{
			w.printer.Text("It has been failing since %s; stories that appear only there are missed.", readout.Span{Time: f.Poll.FailingSince, Show: readout.AsDateTime}),
			readout.T(w.printer.Say("Last error: %s", f.Poll.Error.Phrase())),
			readout.T(w.printer.Say("It is tried again by itself. If its address has changed, remove it with /feeds remove and add the new one.")),
		},
		Language: w.printer.Language(),
	}
	if !f.Poll.SucceededAt.IsZero() {
		m.Body = append(m.Body, w.printer.Text("Last good poll: %s", since(f.Poll.SucceededAt)))
	}
	return m
}

// FeedUp tells that such a feed, whose state is the one from before, is back.
func (w Writer) FeedUp(f readout.Feed) readout.Message {
	title := w.printer.Say("Feed back: %s", f.Name)
	return readout.Message{
		Summary: title,
		Title:   title,
		Tone:    readout.ToneNeutral,
		Body: []readout.Text{
			readout.T(w.printer.Say("It answers again. What it has published meanwhile and still shows has been read.")),
			w.printer.Text("It had been failing since %s.", readout.Span{Time: f.Poll.FailingSince, Show: readout.AsDateTime}),
		},
		Language: w.printer.Language(),
	}
}
