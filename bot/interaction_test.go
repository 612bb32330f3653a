package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"readout"
	"readout/sandbox"
)

// text returns all that a message says.
func text(m sandbox.Message) string {
	out := m.Content
	for _, e := range m.Embeds {
		out += "\n" + e.Title + "\n" + e.Description
	}
	return strings.TrimSpace(out)
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	fails := func(name string, err error) command {
		return command{Command: readout.Command{Name: name, Description: "Fails"}, run: func(context.Context, readout.Invocation) (readout.Reply, error) {
			return readout.Reply{}, err
		}}
	}
	private := says("private", "only for you")
	private.run = func(context.Context, readout.Invocation) (readout.Reply, error) {
		r := reply("only for you")
		r.Private = true
		return r, nil
	}
	panics := says("panics", "")
	panics.run = func(context.Context, readout.Invocation) (readout.Reply, error) { panic("oh no") }
	w := newWorld(t, says("hello", "good morning"), private, panics,
		fails("refuses", readout.Errorf(readout.CodeInvalid, "the day does not exist")),
		fails("breaks", errors.New("the disk is on fire")), command{Command: readout.Command{Name: "empty", Description: "Says nothing"},
			run: func(context.Context, readout.Invocation) (readout.Reply, error) { return readout.Reply{}, nil }})

	tests := map[string]struct {
		text    string
		private bool
	}{
		"/hello":   {"good morning", false},
		"/private": {"only for you", true},
		"/refuses": {"the day does not exist", true},
		"/breaks":  {"Something went wrong inside Readout", true},
		"/panics":  {"Something went wrong inside Readout", true},
		"/empty":   {"Done.", false},
	}
	for line, want := range tests {
		t.Run(line, func(t *testing.T) {
			got, err := w.Invoke(limit(t), "sam", "general", line)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text(got), want.text) {
				t.Errorf("got %q, want %q in it", text(got), want.text)
			}
			if strings.Contains(text(got), "fire") {
				t.Error("the answer shows an internal error")
			}
			if (got.Private != "") != want.private {
				t.Errorf("private is %v, want %v", got.Private != "", want.private)
			}
		})
	}
	for _, logged := range []string{"the disk is on fire", "oh no"} {
		if !strings.Contains(w.log.String(), logged) {
			t.Errorf("the log does not have %q", logged)
		}
	}
	if strings.Contains(w.log.String(), token) {
		t.Error("the log has the token")
	}
}

func TestAnswersAreSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, says("hello", "good morning"))
	for name, fault := range map[string]sandbox.Fault{
		"the line breaks":    {},
		"the answer is lost": {Done: true},
		"Discord fails":      {Status: 503, Count: 2},
	} {
		t.Run(name, func(t *testing.T) {
			fault.Method, fault.Path = "POST", "/callback"
			w.Inject(fault)
			if m, err := w.Invoke(limit(t), "sam", "general", "/hello"); err != nil || text(m) != "good morning" {
				t.Errorf("got %q, %v", text(m), err)
			}
		})
	}
	if strings.Contains(w.log.String(), "cannot be answered") {
		t.Error("an answer was given up")
	}
}
