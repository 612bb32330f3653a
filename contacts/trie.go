package contacts

// trie finds the longest known phrase that begins at a token. Phrases are
// sequences of word numbers; hyphens and slashes inside them do not count.
type trie struct {
	words map[string]int32
	edges map[edge]int32 // from a node by a word to the next node
	ends  [][]int32      // per node: the meanings of the phrase that ends there
}

type edge struct{ node, word int32 }

func newTrie(words map[string]int32) *trie {
	return &trie{words: words, edges: map[edge]int32{}, ends: make([][]int32, 1)}
}

// add enters a phrase with one meaning. Equal meanings are entered once.
func (t *trie) add(phrase string, meaning int32) {
	r := reader{words: t.words}
	r.learn(phrase)
	var node int32
	for _, token := range r.tokens {
		if token.mark != 0 {
			continue
		}
		next, ok := t.edges[edge{node, token.word}]
		if !ok {
			next = int32(len(t.ends))
			t.ends = append(t.ends, nil)
			t.edges[edge{node, token.word}] = next
		}
		node = next
	}
	if node == 0 {
		return
	}
	for _, known := range t.ends[node] {
		if known == meaning {
			return
		}
	}
	t.ends[node] = append(t.ends[node], meaning)
}

// learn reads a phrase and gives numbers to the words that it brings.
func (r *reader) learn(phrase string) {
	r.read(phrase, inTitle)
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.mark == 0 && t.word == 0 {
			word := phrase[t.start:t.end]
			r.words[trimDots(foldWord(word))] = int32(len(r.words) + 1)
			t.word = r.lookUp(word)
		}
	}
}

// longest returns the meanings of the longest phrase that begins at token i
// and the index after its last token. Phrases do not cross punctuation.
func (t *trie) longest(tokens []token, i int) (meanings []int32, end int) {
	var node int32
	for j := i; j < len(tokens) && tokens[j].mark == 0; j++ {
		if tokens[j].word == 0 || j > i && tokens[j].sentence != tokens[i].sentence {
			break
		}
		next, ok := t.edges[edge{node, tokens[j].word}]
		if !ok {
			break
		}
		node = next
		if ends := t.ends[node]; ends != nil {
			meanings, end = ends, j+1
		}
	}
	return meanings, end
}
