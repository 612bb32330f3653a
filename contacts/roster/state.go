package roster

import "readout"

// Kind tells what sort of body an entry is.
type Kind string

// The kinds of body.
const (
	KindState        Kind = "state"
	KindOrganisation Kind = "organisation" // of states: NATO, EU, UN, IAEA …
	KindDeFacto      Kind = "de facto"     // governs without being a recognised state: Hamas, DPR …
)

// State is a state, an organisation of states or a de facto authority.
type State struct {
	Code     string // ISO 3166-1 alpha-2, or the organisation's abbreviation
	Name     string
	The      bool // the name takes an article: "the Netherlands"
	Kind     Kind
	Names    []string // other names and spellings, abbreviations among them
	Demonyms []string // adjectives and names of the people: "Canadian", "Dutch", "Dutchman"
	Capital  string   // "" for organisations whose town does not stand for them
	Capitals []string // other spellings of the capital, other seats of government
	Seats    []Seat   // buildings and streets that stand for the government
	Places   []string // towns often named as venues
	Sites    []Site   // official sites, and the names of official feeds
	Offices  []Office // most senior first, the executive one at the head
}

// Seat is a place that stands for an office: "Downing Street".
type Seat struct {
	Name   string
	Office string // key of the office meant
}

// Site is an official site or feed and the office that speaks there.
type Site struct {
	State  string
	Office string // key of the office
	Host   string // "kremlin.ru", its subdomains included; "" for the name of a feed
	Source string // name of a feed as it stands in a Story; "" for a host
}

// Office is one office of one state.
type Office struct {
	Key       string         // "president", "prime_minister", "foreign" …
	Class     readout.Office // the class that holders are counted as
	Title     string         // usual English title: "Prime Minister"
	Titles    []string       // all titles the press uses, Title among them
	Executive bool           // meant when only the state is named as an actor
	Several   bool           // may be held by several persons at a time
	Whole     bool           // the title needs no "of" and name: "Pope"
}

// Office returns the state's office with the key.
func (s State) Office(key string) (Office, bool) {
	for _, o := range s.Offices {
		if o.Key == key {
			return o, true
		}
	}
	return Office{}, false
}

// AllNames returns the name, the other names and the abbreviations.
func (s State) AllNames() []string { return append([]string{s.Name}, s.Names...) }

// AllCapitals returns all names of the capital and of other seats of government.
func (s State) AllCapitals() []string {
	if s.Capital == "" {
		return s.Capitals
	}
	return append([]string{s.Capital}, s.Capitals...)
}
