package readout

// Office classes the office that a participant holds.
type Office string

// The classes of office. All but OfficeOther make a principal.
const (
	OfficeHead    Office = "head"    // head of state or government, their deputies, head of an organisation
	OfficeForeign Office = "foreign" // foreign minister
	OfficeDefence Office = "defence" // defence minister
	OfficeOther   Office = "other"   // anyone else: envoys, aides, other ministers
)

// Principal reports whether holders of the office can make a leaders' contact.
func (o Office) Principal() bool { return o != OfficeOther && o != "" }

// Participant is one person at a contact.
type Participant struct {
	State  string `json:"state"` // ISO 3166-1 alpha-2, EU, NATO, UN, or the organisation's abbreviation
	Office Office `json:"office"`
	Name   string `json:"name"`            // usual full English name; "" where no single person is known
	Title  string `json:"title,omitempty"` // the office in words on that date, "Prime Minister of Canada"; "" when unknown
}
