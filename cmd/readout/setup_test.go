package main

import (
	"testing"
	"time"

	"readout/config"
	"readout/contacts/roster"
)

// TestGroupsOfTheConfigurationTakeThePlaceOfTheRosters narrows a group that the
// roster has, and adds one that it lacks.
func TestGroupsOfTheConfigurationTakeThePlaceOfTheRosters(t *testing.T) {
	base, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	people, err := withGroups(base, []config.Group{{Name: "allied", Members: []string{"CA", "US"}}, {Name: "G7", Members: []string{"CA"}}, {Name: "neighbours", Members: []string{"CA", "US", "MX"}}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, test := range []struct {
		group, state string
		want         bool
	}{
		{"allied", "CA", true}, {"allied", "FR", false}, {"G7", "FR", false}, {"G7", "CA", true}, {"neighbours", "MX", true}, {"EU", "FR", true},
	} {
		if got := people.Covers(test.group, test.state, now); got != test.want {
			t.Errorf("%s covers %s: %v, want %v", test.group, test.state, got, test.want)
		}
	}
	if g, _ := people.Group("G7"); g.Kind != roster.GroupForum {
		t.Errorf("G7 has become a %s, so that no text would be understood to tell of it", g.Kind)
	}
	if base.Covers("allied", "FR", now) != true {
		t.Error("the roster itself was changed")
	}
}
