package roster

// regionalA is the regional indicator symbol letter A.
const regionalA = '\U0001F1E6'

// withoutFlag reports whether the two-letter code is one of ours that has no flag.
func withoutFlag(code string) bool { return code == "XH" }

// Flag returns the flag emoji of a state, of the EU and of the UN, and "" for
// codes that have none.
func Flag(code string) string {
	if len(code) != 2 || withoutFlag(code) {
		return ""
	}
	var out []rune
	for _, c := range code {
		if c < 'A' || c > 'Z' {
			return ""
		}
		out = append(out, regionalA+c-'A')
	}
	return string(out)
}
