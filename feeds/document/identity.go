package document

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"readout"
)

// maxKey bounds a key, in bytes. Longer ones are replaced by their hash.
const maxKey = 300

// identify settles the keys of a document's stories, which must not depend on
// the title or a date: those change. A story has up to two, its guid and its
// canonical link, as far as each can be trusted; when either is known, so is
// the story. What has neither is known by its title in the last resort: losing
// a story is worse than repeating one that is retitled. Items that are in the
// document twice are returned once, and those without a title are counted.
func identify(drafts []draft) (stories []readout.Story, skipped int) {
	guids := guidKeys(drafts)
	links := linkKeys(drafts, guids)
	seen := map[string]bool{}
	for i, d := range drafts {
		keys := distinct(guids[i], links[i])
		if len(keys) == 0 {
			if d.story.Title == "" {
				skipped++
				continue
			}
			keys = []string{titleKey(d)}
		}
		if seen[keys[0]] {
			continue
		}
		keys = slices.DeleteFunc(keys, func(key string) bool { return seen[key] })
		for _, key := range keys {
			seen[key] = true
		}
		d.story.Key, d.story.AltKeys = keys[0], keys[1:]
		stories = append(stories, d.story)
	}
	return stories, skipped
}

func distinct(keys ...string) []string {
	var out []string
	for _, key := range keys {
		if len(key) > maxKey {
			sum := sha256.Sum256([]byte(key))
			key = "sha256:" + hex.EncodeToString(sum[:])
		}
		if key != "" && (len(out) == 0 || out[0] != key) {
			out = append(out, key)
		}
	}
	return out
}

// guidKeys returns the key that each item's guid makes, "" where it cannot be
// trusted: there is none, or several stories have it.
func guidKeys(drafts []draft) []string {
	keys, links := make([]string, len(drafts)), make([]string, len(drafts))
	for i, d := range drafts {
		keys[i] = guidKey(d)
		links[i], _ = canonical(d.link)
	}
	shared := sharedKeys(drafts, keys, links)
	// Perhaps only the fragments differ, and were stripped.
	full := map[string]int{}
	for i, d := range drafts {
		if shared[keys[i]] {
			_, keys[i] = canonical(d.guid)
			full[keys[i]]++
		}
	}
	for i := range keys {
		if full[keys[i]] > 1 {
			keys[i] = ""
		}
	}
	return keys
}

func guidKey(d draft) string {
	if key, _ := canonical(d.guid); key != "" {
		return key
	}
	return strings.Join(strings.Fields(d.guid), " ")
}

// titleKey never stands for a story that has another key: titles change.
func titleKey(d draft) string {
	sum := sha256.Sum256([]byte(d.story.Title))
	return "title " + hex.EncodeToString(sum[:8])
}

// linkKeys returns the key that each item's link makes. Where several stories
// have one link, their fragments part them, else their guids, else their
// titles: links to a front page are all that some feeds have.
func linkKeys(drafts []draft, guids []string) []string {
	keys, full := make([]string, len(drafts)), make([]string, len(drafts))
	for i, d := range drafts {
		keys[i], full[i] = canonical(d.link)
	}
	shared := sharedKeys(drafts, keys, guids)
	for i := range keys {
		if shared[keys[i]] {
			keys[i] = full[i]
		}
	}
	shared = sharedKeys(drafts, keys, guids)
	for i, d := range drafts {
		switch {
		case keys[i] == "" || !shared[keys[i]]:
		case guids[i] != "":
			keys[i] = ""
		default:
			keys[i] += " " + titleKey(d)
		}
	}
	return keys
}

// sharedKeys returns the keys that more than one story has. Items with one key
// are taken for different stories when their other keys differ, or when the
// key cannot mean a story: it goes with three titles or more, or is all that
// the document has. Two titles alone are a story that is in the document twice,
// once as it was before an editor came by.
func sharedKeys(drafts []draft, keys, others []string) map[string]bool {
	titles, other := map[string]map[string]bool{}, map[string]string{}
	shared := map[string]bool{}
	for i, key := range keys {
		if key == "" {
			continue
		}
		if titles[key] == nil {
			titles[key], other[key] = map[string]bool{}, others[i]
		}
		titles[key][drafts[i].story.Title] = true
		if others[i] != other[key] || len(titles[key]) > 2 {
			shared[key] = true
		}
	}
	for key, with := range titles {
		if len(titles) == 1 && len(with) > 1 {
			shared[key] = true
		}
	}
	return shared
}
