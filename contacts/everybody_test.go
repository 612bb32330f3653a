package contacts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/contacts/roster"
)

// everybody lists who held an office of rank in the years that the roster is
// made for, with a day in office.
func everybody(t testing.TB, r *roster.Roster) []roster.Term {
	t.Helper()
	var out []roster.Term
	for _, l := range r.Leaders() {
		for _, term := range l.Terms {
			if term.Office.Principal() && !term.EndedBefore(on.AddDate(-4, 0, 0)) {
				out = append(out, term)
			}
		}
	}
	return out
}

// dayIn returns a day of the term, as late as the other tests' day.
func dayIn(term roster.Term) time.Time {
	for day := on; day.After(on.AddDate(-5, 0, 0)); day = day.AddDate(0, 0, -5) {
		if term.Covers(day) {
			return day
		}
	}
	return time.Time{}
}

// TestEverybodyIsUnderstood writes of every leader of the roster in the ways in
// which the press does.
func TestEverybodyIsUnderstood(t *testing.T) {
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := detector(t)
	for _, term := range everybody(t, people) {
		day := dayIn(term)
		state, _ := people.State(term.State)
		if day.IsZero() {
			continue
		}
		article := ""
		if state.The {
			article = "the "
		}
		host := "Emmanuel Macron"
		if term.State == "FR" {
			host = "Ursula von der Leyen"
		}
		ways := []string{term.Leader, state.Name + "’s " + term.Leader}
		if office, _ := state.Office(term.Key); office.Title == term.Title && !strings.HasPrefix(term.Leader, term.Title) {
			ways = append(ways, term.Title+" "+term.Leader, term.Title+" of "+article+state.Name+" "+term.Leader, state.Name+"'s "+term.Title+" "+term.Leader)
			if len(state.Demonyms) > 0 {
				ways = append(ways, state.Demonyms[0]+" "+term.Title+" "+term.Leader, state.Demonyms[0]+" "+strings.ToLower(term.Title)+" "+term.Leader)
			}
		}
		for _, way := range ways {
			for _, title := range []string{way + " met with " + host + " on Tuesday", host + " spoke by phone with " + way} {
				story := readout.Story{Title: title, Published: day}
				got := d.Detect(story)
				if !slices.ContainsFunc(got, func(m readout.Mention) bool {
					return m.Reportable() && slices.ContainsFunc(m.Participants, func(p readout.Participant) bool {
						return p.Name == term.Leader && p.Office.Principal()
					})
				}) {
					var who []string
					for _, m := range got {
						who = append(who, fmt.Sprint(m.Participants, m.Level, m.Salience))
					}
					t.Errorf("%s: %q: found %v, want %s", day.Format(time.DateOnly), title, who, term.Leader)
				}
			}
		}
	}
}
