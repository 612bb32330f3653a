package contacts

// doubted reports whether the words before the verb at element k leave open whether it
// comes to what it tells of: "refuses to say if he will", "not sure he will", "would
// 'love' to".
func (t *text) doubted(k int) bool {
	for j := k - 1; j >= 0 && j >= k-7 && t.sentence(j) == t.sentence(k) && t.elements[j].mark != ':' && t.elements[j].mark != ';'; j-- {
		switch {
		case t.is(j, "if", "whether", "unsure", "uncertain", "unclear", "doubts", "doubtful"):
			return true
		case t.is(j, "sure", "certain", "clear", "convinced", "confirm", "guarantee", "say"):
			return j > 0 && t.elements[j-1].actor == nil && t.elements[j-1].is(isNot) || j > 1 && t.is(j-1, "to") && t.elements[j-2].is(isNot)
		case t.is(j, "love", "like", "prefer", "welcome"):
			return t.precededBy(j, 3, "would")
		}
	}
	return false
}

// sought reports whether somebody seeks what element k tells of: "seeks talks with".
func (t *text) sought(k int) bool {
	return t.precededBy(k, 9, "seek", "seeks", "seeking", "sought", "to seek", "asks", "asked", "requests", "requested", "hopes for", "hopes to", "hoped to", "wants", "wants to", "wanted to", "pushes for", "proposes", "proposed", "offers", "offered", "offers to", "invites", "invited")
}

// askedFor reports whether the noun phrase at element k is what somebody is asked for:
// "asks Trump for a meeting".
func (t *text) askedFor(k int) bool {
	for j := k - 1; j > 1 && j >= k-4 && t.sentence(j-2) == t.sentence(k); j-- {
		if t.elements[j].actor != nil || t.elements[j].mark != 0 {
			return false
		}
		if t.is(j, "for") {
			if t.is(j-1, "proposal", "proposals", "terms", "condition", "conditions", "bid", "push", "hope", "hopes", "plea", "request", "demand", "demands", "idea", "appeal", "wish", "suggestion") {
				return true // "Putin's terms for a meeting with Zelensky"
			}
			return t.elements[j-1].actor != nil && t.is(j-2, "ask", "asks", "asked", "asking", "press", "presses", "pressed", "pressing", "push", "pushes", "pushed", "beg", "begs", "begged", "lobby", "lobbies", "lobbied", "plead with", "pleads with", "pleaded with", "urge", "urges", "urged")
		}
	}
	return false
}
