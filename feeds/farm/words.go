package farm

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// What the farm's feeds are made of.
var (
	topics     = strings.Fields("World Politics Business Culture Sport Science Health Climate Local Opinion")
	capitals   = strings.Fields("Ottawa Paris Berlin Kyiv Warsaw Tokyo Seoul Rome London Madrid Oslo Vilnius")
	states     = []string{"Canada", "France", "Germany", "Ukraine", "Poland", "Japan", "South Korea", "Italy", "Spain", "Norway", "Finland", "Sweden"}
	bodies     = strings.Fields("parliament government council court ministry committee union authority commission bank")
	things     = strings.Fields("budget bridge railway harbour museum school hospital forest festival election strike market energy housing water grain border treaty pension tax airport library stadium river coast")
	doings     = strings.Fields("approves debates delays opens closes funds reviews rejects extends repairs expands audits restores limits welcomes questions")
	adjectives = strings.Fields("new old regional national public private northern southern disputed planned costly long-awaited early late unexpected joint annual final")
	joins      = strings.Fields("after before despite amid without because although while")
)

func pick(random *rand.Rand, from []string) string { return from[random.IntN(len(from))] }

// headline writes the title of a story. Four of a thousand are about a contact
// between leaders: about as many as in the feeds of the BBC.
func headline(random *rand.Rand) string {
	if random.IntN(1000) < 4 {
		at := random.IntN(len(states))
		other := states[(at+1+random.IntN(len(states)-1))%len(states)]
		return fmt.Sprintf("%s’s prime minister speaks by phone with the president of %s about %s", states[at], other, pick(random, things))
	}
	return fmt.Sprintf("%s %s %s %s %s %s %s “%s”", pick(random, capitals), pick(random, bodies), pick(random, doings), pick(random, adjectives),
		pick(random, things), pick(random, joins), pick(random, adjectives), pick(random, things))
}

// sentences writes about so many bytes.
func sentences(random *rand.Rand, bytes int) string {
	var out strings.Builder
	for out.Len() < bytes {
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		for _, part := range []string{"The ", pick(random, adjectives), " ", pick(random, bodies), " in ", pick(random, capitals), " ", pick(random, doings), " the ",
			pick(random, adjectives), " ", pick(random, things), " ", pick(random, joins), " the ", pick(random, adjectives), " ", pick(random, things), "."} {
			out.WriteString(part)
		}
	}
	return out.String()
}
