package config

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// maxList bounds how many items a list in one value may have.
const maxList = 1000

func (v value) given() bool { return v.node != nil }

// text reads a single value as it stands in the file, so that a code such as
// NO and an id of 19 digits need no quotes.
func (c *checker) text(v value, into *string) bool {
	if !v.given() {
		return false
	}
	var text string
	switch n := v.node.(type) {
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		text = n.GetToken().Value
	case *ast.AnchorNode, *ast.AliasNode:
		c.report(v.at, "anchors and aliases are not supported; write the value out")
		return false
	default:
		c.report(v.at, "a single value is needed here, not a list or a map")
		return false
	}
	*into = strings.TrimSpace(text)
	return true
}

// items reads a list of single values, or one value as a list of one.
func (c *checker) items(v value) []value {
	if !v.given() {
		return nil
	}
	sequence, ok := v.node.(*ast.SequenceNode)
	if !ok {
		return []value{v}
	}
	if len(sequence.Values) > maxList {
		c.report(v.at, "the list has %d items; at most %d are taken", len(sequence.Values), maxList)
		return nil
	}
	out := make([]value, 0, len(sequence.Values))
	for _, n := range sequence.Values {
		out = append(out, value{at: at(v.at, v.at.key, n), node: n})
	}
	return out
}

func (c *checker) flag(v value, into *bool) {
	var text string
	if !c.text(v, &text) {
		return
	}
	switch text {
	case "true":
		*into = true
	case "false":
		*into = false
	default:
		c.report(v.at, "%q is neither true nor false", text)
	}
}

func (c *checker) duration(v value, shortest, longest time.Duration, into *time.Duration) {
	var text string
	if !c.text(v, &text) {
		return
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		c.report(v.at, "%q is not a length of time; write 90s, 5m or 1h30m", text)
	case d < shortest || d > longest:
		c.report(v.at, "%s is out of bounds; use %s to %s", text, inWords(shortest), inWords(longest))
	default:
		*into = d
	}
}

// inWords writes a whole duration without its empty units: "5m", not "5m0s".
func inWords(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// size reads a number of bytes: 500KiB, 10MiB, 1048576.
func (c *checker) size(v value, smallest, largest int64, into *int64) {
	var text string
	if !c.text(v, &text) {
		return
	}
	number, unit := text, int64(1)
	for suffix, factor := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20} {
		if n, found := strings.CutSuffix(text, suffix); found {
			number, unit = strings.TrimSpace(n), factor
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil:
		c.report(v.at, "%q is not a size; write 500KiB, 10MiB or a number of bytes", text)
	case n > math.MaxInt64/unit || n*unit < smallest || n*unit > largest:
		c.report(v.at, "%s is out of bounds; use 64KiB to 100MiB", text)
	default:
		*into = n * unit
	}
}

func (c *checker) wholeNumber(v value, smallest, largest int, into *int) {
	var text string
	if !c.text(v, &text) {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < smallest || n > largest {
		c.report(v.at, "%q is not a whole number from %d to %d", text, smallest, largest)
		return
	}
	*into = n
}

func (c *checker) fraction(v value, into *float64) {
	var text string
	if !c.text(v, &text) {
		return
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 0 && f <= 1) {
		c.report(v.at, "%q is not a number from 0 to 1", text)
		return
	}
	*into = f
}

// oneOf reads one of a closed list of words.
func (c *checker) oneOf(v value, words []string, into *string) bool {
	var text string
	if !c.text(v, &text) {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(text, w) {
			*into = w
			return true
		}
	}
	if near := nearest(text, words); near != "" {
		c.report(v.at, "%q is not known here; did you mean %s?", text, near)
		return false
	}
	c.report(v.at, "%q is not known here; use %s", text, alternatives(words))
	return false
}

func alternatives(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// id reads an id of Discord's.
func (c *checker) id(v value, of string, into *string) bool {
	var text string
	if !c.text(v, &text) || text == "" {
		return false
	}
	if !regexp.MustCompile(`^[0-9]{17,20}$`).MatchString(text) {
		c.report(v.at, "%q is not the id of a %s: those have 17 to 20 digits. In Discord, turn on Developer Mode (Settings, Advanced), right-click the %s and choose Copy ID", text, of, of)
		return false
	}
	*into = text
	return true
}
