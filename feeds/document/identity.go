package document

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"readout"
)

// maxKey bounds a key, in bytes. Longer ones are replaced by their hash.
const maxKey = 300

// identify settles the keys of a document's stories, which must not depend on
// the title or a date: those change. A story has up to two, its guid and its
// canonical link, as far as each can be trusted; when either is known, so is
// the story. Items that are in the document twice are returned once, and those
// that have neither are counted.
func identify(drafts []draft) (stories []readout.Story, skipped int) {
	guids, links := guidKeys(drafts), linkKeys(drafts)
	seen := map[string]bool{}
	for i, d := range drafts {
		keys := distinct(guids[i], links[i])
		if len(keys) == 0 {
			skipped++
			continue
		}
		if seen[keys[0]] {
			continue
		}
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
// trusted: there is none, it holds the item's date, or items with different
// links share it.
func guidKeys(drafts []draft) []string {
	keys := make([]string, len(drafts))
	owners := map[string]int{} // the first item with the key
	shared := map[string]bool{}
	for i, d := range drafts {
		keys[i] = guidKey(d)
		first, found := owners[keys[i]]
		if !found {
			owners[keys[i]] = i
			continue
		}
		if different(d, drafts[first]) {
			shared[keys[i]] = true
		}
	}
	for i := range drafts {
		if !shared[keys[i]] {
			continue
		}
		// Perhaps they differ in what was stripped.
		keys[i] = ""
		if _, full := canonical(drafts[i].guid); full != "" && !owned(drafts, i, full) {
			keys[i] = full
		}
	}
	return keys
}

// owned reports whether another item's guid comes to the same with its fragment.
func owned(drafts []draft, own int, full string) bool {
	for i, d := range drafts {
		if _, other := canonical(d.guid); i != own && other == full && different(d, drafts[own]) {
			return true
		}
	}
	return false
}

// different reports whether two items are not the same story printed twice.
func different(a, b draft) bool {
	la, _ := canonical(a.link)
	lb, _ := canonical(b.link)
	return la != lb || a.story.Title != b.story.Title
}

func guidKey(d draft) string {
	if d.guid == "" || volatile(d) {
		return ""
	}
	if key, _ := canonical(d.guid); key != "" {
		return key
	}
	return strings.Join(strings.Fields(d.guid), " ")
}

// volatile reports whether the guid holds one of the item's dates, as written
// or in seconds, and so changes when the date is bumped.
func volatile(d draft) bool {
	for _, date := range d.dates {
		if len(date) >= len("2006-01-02T15:04") && strings.Contains(d.guid, date) {
			return true
		}
	}
	at := d.story.Published
	return at.Unix() > int64(time.Hour/time.Second) && strings.Contains(d.guid, strconv.FormatInt(at.Unix(), 10))
}

// linkKeys returns the key that each item's link makes. Where several stories
// have one link, their fragments part them, else their titles: links to a
// front page are all that some feeds have, and losing stories is worse than
// repeating one that is retitled.
func linkKeys(drafts []draft) []string {
	keys := make([]string, len(drafts))
	count := map[string]map[string]bool{} // titles by key
	for i, d := range drafts {
		keys[i], _ = canonical(d.link)
		if count[keys[i]] == nil {
			count[keys[i]] = map[string]bool{}
		}
		count[keys[i]][d.story.Title] = true
	}
	full := map[string]map[string]bool{}
	for i, d := range drafts {
		if keys[i] == "" || len(count[keys[i]]) < 2 {
			continue
		}
		_, keys[i] = canonical(d.link)
		if full[keys[i]] == nil {
			full[keys[i]] = map[string]bool{}
		}
		full[keys[i]][d.story.Title] = true
	}
	for i, d := range drafts {
		if len(full[keys[i]]) < 2 {
			continue
		}
		if guidKey(d) != "" {
			keys[i] = "" // the guid will do
			continue
		}
		sum := sha256.Sum256([]byte(d.story.Title))
		keys[i] += " " + hex.EncodeToString(sum[:8])
	}
	return keys
}
