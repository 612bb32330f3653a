// Package discordspec holds requests, answers and gateway events against
// Discord's own descriptions: the OpenAPI document of API v10, and JSON Schemas
// of gateway events. Tests use it; the descriptions are not part of this
// repository.
package discordspec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Spec is Discord's description, ready to check against. It is safe for
// concurrent use.
type Spec struct {
	routes []route
	events map[string]*jsonschema.Schema
	frames map[string]*jsonschema.Schema

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// route is one operation of the API.
type route struct {
	method   string
	segments []string
	request  string            // JSON pointer of the body's schema, "" for none
	answers  map[string]string // by status: pointer, "" for an empty body
}

const document = "discord.json"

// Load reads the descriptions from a folder with openapi.json and gateway/.
func Load(folder string) (*Spec, error) {
	text, err := os.ReadFile(filepath.Join(folder, "openapi.json"))
	if err != nil {
		return nil, fmt.Errorf("read Discord's description: %w", err)
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read Discord's description: %w", err)
	}
	relax(whole)
	s := &Spec{compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}, events: map[string]*jsonschema.Schema{}, frames: map[string]*jsonschema.Schema{}}
	if err := s.compiler.AddResource(document, whole); err != nil {
		return nil, fmt.Errorf("add Discord's description: %w", err)
	}
	if err := s.readRoutes(text); err != nil {
		return nil, err
	}
	return s, s.readEvents(filepath.Join(folder, "gateway"))
}

// numbersAsText are fields that the description calls integers in requests,
// while the documentation and every library send them as text.
var numbersAsText = []string{"default_member_permissions", "permissions", "allow", "deny"}

// relax accepts text for numbersAsText wherever they are properties, and mends
// what a generator has made of sets of flags: lists of values left empty, and a
// single flag as the only value.
func relax(node any) {
	switch n := node.(type) {
	case map[string]any:
		if values, ok := n["enum"].([]any); ok && len(values) == 0 {
			delete(n, "enum")
		}
		if properties, ok := n["properties"].(map[string]any); ok {
			for _, name := range numbersAsText {
				if schema, ok := properties[name].(map[string]any); ok && mentionsInteger(schema) {
					properties[name] = map[string]any{"anyOf": []any{schema, map[string]any{"type": "string", "pattern": "^[0-9]+$"}}}
				}
			}
		}
		for name, child := range n {
			if flags, ok := child.(map[string]any); ok && strings.HasSuffix(name, "Flags") && flags["const"] != nil {
				n[name] = map[string]any{"type": "integer"}
				continue
			}
			relax(child)
		}
	case []any:
		for _, child := range n {
			relax(child)
		}
	}
}

func mentionsInteger(schema map[string]any) bool {
	if schema["type"] == "integer" {
		return true
	}
	kinds, _ := schema["type"].([]any)
	return slices.Contains(kinds, any("integer"))
}

// operation is what of an OpenAPI operation is needed.
type operation struct {
	Request struct {
		Content map[string]json.RawMessage `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Ref     string                     `json:"$ref"`
		Content map[string]json.RawMessage `json:"content"`
	} `json:"responses"`
}

func (s *Spec) readRoutes(text []byte) error {
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return fmt.Errorf("read Discord's paths: %w", err)
	}
	for path, methods := range doc.Paths {
		for method, raw := range methods {
			if !slices.Contains([]string{"get", "put", "post", "patch", "delete"}, method) {
				continue
			}
			var op operation
			if err := json.Unmarshal(raw, &op); err != nil {
				return fmt.Errorf("read %s %s: %w", method, path, err)
			}
			at := "#/paths/" + escape(path) + "/" + method
			r := route{method: strings.ToUpper(method), segments: strings.Split(path, "/"), answers: map[string]string{}}
			if op.Request.Content["application/json"] != nil {
				r.request = at + "/requestBody/content/application~1json/schema"
			}
			for status, answer := range op.Responses {
				r.answers[status] = ""
				switch {
				case answer.Ref != "":
					r.answers[status] = answer.Ref + "/content/application~1json/schema"
				case answer.Content["application/json"] != nil:
					r.answers[status] = at + "/responses/" + status + "/content/application~1json/schema"
				}
			}
			s.routes = append(s.routes, r)
		}
	}
	return nil
}

func escape(path string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path)
}

// eventFiles are the schemas of gateway events and frames.
var eventFiles = map[string]string{"READY": "s-Ready.json", "GUILD_CREATE": "s-GuildCreate.json"}

// frameFiles are the schemas of frames that the bot sends, by operation.
var frameFiles = map[string]string{"2": "s-Identify.json", "6": "s-Resume.json", "10": "s-Hello.json"}

// interactionFiles are the schemas of INTERACTION_CREATE, by type.
var interactionFiles = map[int]string{2: "s-Slash.json", 3: "s-Component.json", 4: "s-Autocomplete.json"}

func (s *Spec) readEvents(folder string) error {
	read := func(name string) (*jsonschema.Schema, error) {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		relax(schema)
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(name, schema); err != nil {
			return nil, err
		}
		return compiler.Compile(name)
	}
	var err error
	for event, file := range eventFiles {
		if s.events[event], err = read(file); err != nil {
			return fmt.Errorf("read the schema of %s: %w", event, err)
		}
	}
	for op, file := range frameFiles {
		if s.frames[op], err = read(file); err != nil {
			return fmt.Errorf("read the schema of operation %s: %w", op, err)
		}
	}
	for kind, file := range interactionFiles {
		if s.events["INTERACTION_CREATE "+strconv.Itoa(kind)], err = read(file); err != nil {
			return fmt.Errorf("read the schema of interactions: %w", err)
		}
	}
	return nil
}

// find returns the operation that a request means: the one with most literal
// segments.
func (s *Spec) find(method, path string) (route, error) {
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimPrefix(strings.TrimPrefix(path, "/api/v10"), "/api/v9")
	segments := strings.Split(path, "/")
	best, literals := -1, -1
	for i, r := range s.routes {
		if r.method != method || len(r.segments) != len(segments) {
			continue
		}
		n := 0
		for k, segment := range r.segments {
			if strings.HasPrefix(segment, "{") {
				continue
			}
			if segment != segments[k] {
				n = -1
				break
			}
			n++
		}
		if n > literals {
			best, literals = i, n
		}
	}
	if best < 0 {
		return route{}, fmt.Errorf("%s %s: Discord has no such operation", method, path)
	}
	return s.routes[best], nil
}

// schema compiles the schema at a pointer, once.
func (s *Spec) schema(pointer string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.compiled[pointer]; known != nil {
		return known, nil
	}
	made, err := s.compiler.Compile(document + pointer)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", pointer, err)
	}
	s.compiled[pointer] = made
	return made, nil
}

func validate(schema *jsonschema.Schema, body []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	return schema.Validate(value)
}

// Request checks a request.
func (s *Spec) Request(method, path string, body []byte) error {
	r, err := s.find(method, path)
	if err != nil {
		return err
	}
	if r.request == "" {
		if len(body) > 0 {
			return fmt.Errorf("%s %s takes no body", method, path)
		}
		return nil
	}
	if len(body) == 0 {
		return fmt.Errorf("%s %s needs a body", method, path)
	}
	schema, err := s.schema(r.request)
	if err != nil {
		return err
	}
	if err := validate(schema, body); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// Response checks an answer.
func (s *Spec) Response(method, path string, status int, body []byte) error {
	r, err := s.find(method, path)
	if err != nil {
		if status == 404 {
			return nil
		}
		return err
	}
	code := strconv.Itoa(status)
	pointer, known := r.answers[code]
	if !known {
		if pointer, known = r.answers[code[:1]+"XX"]; !known {
			return fmt.Errorf("%s %s is never answered with %d", method, path, status)
		}
	}
	if pointer == "" {
		if len(body) > 0 {
			return fmt.Errorf("%s %s: status %d comes without a body", method, path, status)
		}
		return nil
	}
	schema, err := s.schema(pointer)
	if err != nil {
		return err
	}
	if err := validate(schema, body); err != nil {
		return fmt.Errorf("%s %s, status %d: %w", method, path, status, err)
	}
	return nil
}

// Event checks an event of the gateway; those without a schema pass.
func (s *Spec) Event(name string, data []byte) error {
	if name == "INTERACTION_CREATE" {
		var kind struct {
			Type int `json:"type"`
		}
		if err := json.Unmarshal(data, &kind); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		name += " " + strconv.Itoa(kind.Type)
	}
	schema := s.events[name]
	if schema == nil {
		return nil
	}
	if err := validate(schema, data); err != nil {
		return fmt.Errorf("event %s: %w", name, err)
	}
	return nil
}

// Frame checks a whole frame of the gateway.
func (s *Spec) Frame(raw []byte) error {
	var f struct {
		Op   int             `json:"op"`
		Type string          `json:"t"`
		Data json.RawMessage `json:"d"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	if f.Op == 0 {
		return s.Event(f.Type, f.Data)
	}
	if schema := s.frames[strconv.Itoa(f.Op)]; schema != nil {
		if err := validate(schema, f.Data); err != nil {
			return fmt.Errorf("operation %d: %w", f.Op, err)
		}
	}
	return nil
}

// Report is what a journal comes to.
type Report struct {
	Requests, Frames int
	Problems         []string // with the number of the line
}

// Journal checks every line of a sandbox's journal.
func (s *Spec) Journal(r io.Reader) (Report, error) {
	var report Report
	decoder := json.NewDecoder(r)
	for number := 1; ; number++ {
		var line struct {
			Method   string          `json:"method"`
			Path     string          `json:"path"`
			Status   int             `json:"status"`
			Request  json.RawMessage `json:"request"`
			Response json.RawMessage `json:"response"`
			Gateway  string          `json:"gateway"`
			Frame    json.RawMessage `json:"frame"`
		}
		if err := decoder.Decode(&line); err == io.EOF {
			return report, nil
		} else if err != nil {
			return report, fmt.Errorf("line %d of the journal: %w", number, err)
		}
		var problems []error
		if line.Gateway != "" {
			report.Frames++
			problems = append(problems, s.Frame(line.Frame))
		} else {
			report.Requests++
			problems = append(problems, s.Response(line.Method, line.Path, line.Status, line.Response))
			if line.Status < 400 {
				problems = append(problems, s.Request(line.Method, line.Path, line.Request))
			}
		}
		for _, problem := range problems {
			if problem != nil {
				report.Problems = append(report.Problems, fmt.Sprintf("line %d: %v", number, problem))
			}
		}
	}
}
