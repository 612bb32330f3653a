package contacts

// trie finds known phrases that begin at a token. Phrases are sequences of
// word numbers; hyphens and slashes inside them do not count.
type trie struct {
	words   map[string]int32
	edges   map[edge]int32 // from a node by a word to the next node
	ends    []int32        // per node: index of the phrase that ends there, 0 for none
	phrases []phrase
}

type edge struct{ node, word int32 }

// phrase is everything that is known of one sequence of words.
type phrase struct {
	entry
	names []name
	words int // how many words it has
}

func newTrie() *trie {
	return &trie{words: map[string]int32{}, edges: map[edge]int32{}, ends: make([]int32, 1), phrases: make([]phrase, 1)}
}

// add returns the phrase with the text, which it makes where there is none.
// The pointer holds until the next call. Texts without a word give nil.
func (t *trie) add(text string) *phrase {
	r := reader{words: t.words}
	r.learn(text)
	var node int32
	count := 0
	for i, token := range r.tokens {
		if token.mark != 0 {
			continue
		}
		count++
		word := token.word
		if token.possessive && i < len(r.tokens)-1 {
			word = -word // "People's Republic"
		}
		next, ok := t.edges[edge{node, word}]
		if !ok {
			next = int32(len(t.ends))
			t.ends = append(t.ends, 0)
			t.edges[edge{node, word}] = next
		}
		node = next
	}
	if node == 0 {
		return nil
	}
	if t.ends[node] == 0 {
		t.ends[node] = int32(len(t.phrases))
		t.phrases = append(t.phrases, phrase{words: count})
	}
	return &t.phrases[t.ends[node]]
}

// learn reads a phrase and gives numbers to the words that it brings.
func (r *reader) learn(phrase string) {
	r.read(phrase, inTitle)
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.mark != 0 || t.word != 0 {
			continue
		}
		word := phrase[t.start:t.end]
		if t.word = r.lookUp(word); t.word == 0 { // "as well as" brings "as" once
			r.words[trimDots(foldWord(word))] = int32(len(r.words) + 1)
			t.word = r.lookUp(word)
		}
	}
}

// longest returns the longest phrase that begins at token i and fits, and the
// index after its last token. Phrases do not cross punctuation, except for the
// dot of an abbreviation, and words for something, other than names, for a quotation
// mark: "'no plans' for".
func (t *trie) longest(tokens []token, i int, fits func(p *phrase, from, to int) bool) (*phrase, int) {
	var node int32
	var found *phrase
	end, quoted := i+1, false
	for j := i; j < len(tokens) && tokens[j].sentence == tokens[i].sentence; j++ {
		if tokens[j].mark == '"' && j > i && !quoted {
			quoted = true
			continue
		}
		if tokens[j].mark != 0 || tokens[j].word == 0 {
			break
		}
		next, ok := t.edges[edge{node, tokens[j].word}]
		if at := t.ends[next]; ok && at != 0 && !(quoted && len(t.phrases[at].names) > 0) && fits(&t.phrases[at], i, j+1) {
			found, end = &t.phrases[at], j+1
		}
		if tokens[j].possessive { // nothing goes on behind it but what is written so itself
			next, ok = t.edges[edge{node, -tokens[j].word}]
		}
		if !ok {
			break
		}
		node = next
	}
	return found, end
}
