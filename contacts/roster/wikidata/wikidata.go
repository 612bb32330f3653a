// Package wikidata draws the holders of offices from Wikidata and tells where
// the roster differs.
//
// Query is put to the query service of Wikidata (https://query.wikidata.org,
// manual: https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual),
// Read reads its answer in the JSON form of SPARQL results
// (https://www.w3.org/TR/sparql11-results-json/), and Compare sets it against a
// roster. Nothing here uses the network.
package wikidata

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"readout"
	"readout/contacts/roster"
)

// Endpoint is the public query service. A query may take a minute there.
const Endpoint = "https://query.wikidata.org/sparql"

// maxAnswer bounds an answer, in bytes; a whole one has about a quarter of that.
const maxAnswer = 16 << 20

// query asks for everybody who held one of four offices since a day: the head
// of state (P1906), the head of government (P1313), and whoever holds a kind of
// the office of foreign minister (Q7330070) or of defence minister (Q2518691) for
// the country (P1001). Countries go by ISO 3166-1 (P297), terms by the qualifiers
// start (P580) and end (P582) of "position held" (P39), each with its precision.
const query = `SELECT ?code ?role ?officeLabel ?person ?personLabel ?start ?startPrecision ?end ?endPrecision WHERE {
  ?country wdt:P297 ?code .
  { ?country wdt:P1906 ?office . BIND("state" AS ?role) }
  UNION { ?country wdt:P1313 ?office . BIND("government" AS ?role) }
  UNION { ?office wdt:P279* wd:Q7330070 ; wdt:P1001 ?country . BIND("foreign" AS ?role) }
  UNION { ?office wdt:P279* wd:Q2518691 ; wdt:P1001 ?country . BIND("defence" AS ?role) }
  ?person p:P39 ?held .
  ?held ps:P39 ?office ; wikibase:rank ?rank ; pqv:P580 ?startValue .
  ?startValue wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision .
  OPTIONAL { ?held pqv:P582 ?endValue . ?endValue wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision . }
  FILTER(?rank != wikibase:DeprecatedRank)
  FILTER(!BOUND(?end) || ?end >= "%s"^^xsd:dateTime)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul" . }
}`

// Query returns the question in SPARQL: who has held the offices since the day.
func Query(since time.Time) string {
	return fmt.Sprintf(query, since.UTC().Format("2006-01-02T15:04:05Z"))
}

// URL returns the address at which the service answers the query as JSON.
func URL(endpoint string, since time.Time) string {
	return endpoint + "?" + url.Values{"query": {Query(since)}, "format": {"json"}}.Encode()
}

// Term is one person's time in an office as Wikidata has it.
type Term struct {
	State    string // ISO 3166-1 code
	Role     string // "state", "government", "foreign" or "defence"
	Office   string // English label: "Prime Minister of Canada"
	Item     string // the person's item: "Q3099714"
	Name     string // English label
	From, To roster.Day
}

// answer is the part of a SPARQL result that is read.
type answer struct {
	Results *struct {
		Bindings []map[string]struct {
			Value string `json:"value"`
		} `json:"bindings"`
	} `json:"results"`
}

// Read reads an answer of the query service. Rows without an English name or
// with dates that nobody can use are left out.
func Read(r io.Reader) ([]Term, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("read the answer of Wikidata: %w", err)
	}
	if len(text) > maxAnswer {
		return nil, readout.Errorf(readout.CodeInvalid, "the answer of Wikidata is larger than %d MiB; ask again with a later --since", maxAnswer>>20)
	}
	var a answer
	if err := json.Unmarshal(text, &a); err != nil || a.Results == nil {
		return nil, readout.Errorf(readout.CodeInvalid, "the answer is no SPARQL result in JSON: %s", start(text))
	}
	var terms []Term
	for _, row := range a.Results.Bindings {
		t := Term{
			State: strings.ToUpper(row["code"].Value), Role: row["role"].Value, Office: oneLine(row["officeLabel"].Value),
			Item: oneLine(row["person"].Value[strings.LastIndexByte(row["person"].Value, '/')+1:]), Name: strings.TrimSpace(row["personLabel"].Value),
		}
		var known bool
		if t.From, known = day(row["start"].Value, row["startPrecision"].Value); !known {
			continue
		}
		t.To, _ = day(row["end"].Value, row["endPrecision"].Value)
		if plainName(t.Name, t.Item) {
			terms = append(terms, t)
		}
	}
	return terms, nil
}

// oneLine returns a label without what would end a comment.
func oneLine(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == ' ' || r == unicode.ReplacementChar })
	return strings.Join(words, " ")
}

// start returns how a text begins, for an error.
func start(text []byte) string {
	return strconv.Quote(string(text[:min(len(text), 80)]))
}

// plainName reports whether the roster can take the name as it is: the service
// gives the item's number where there is no label.
func plainName(name, item string) bool {
	odd := func(r rune) bool {
		return !unicode.IsPrint(r) || r == unicode.ReplacementChar || strings.ContainsRune(`"()[]{}\`, r)
	}
	return name != "" && name != item && len(name) <= 100 && !strings.ContainsFunc(name, odd) && (name[0] < '0' || name[0] > '9')
}

// Precisions of a time in Wikidata
// (https://www.mediawiki.org/wiki/Wikibase/DataModel#Dates_and_times).
const (
	precisionYear  = 9
	precisionMonth = 10
	precisionDay   = 11
)

// day cuts a time down to what is known of it.
func day(value, precision string) (roster.Day, bool) {
	n, err := strconv.Atoi(precision)
	if err != nil || len(value) < len(time.DateOnly) {
		return roster.Day{}, false
	}
	switch {
	case n >= precisionDay:
		value = value[:len("2006-01-02")]
	case n == precisionMonth:
		value = value[:len("2006-01")]
	case n == precisionYear:
		value = value[:len("2006")]
	default:
		return roster.Day{}, false
	}
	d, err := roster.ParseDay(value)
	return d, err == nil
}
