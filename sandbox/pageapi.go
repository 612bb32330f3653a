package sandbox

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// Story is an item that the bot has read, for the page's list of stories.
type Story struct {
	Title    string    `json:"title"`
	Source   string    `json:"source"`
	URL      string    `json:"url"`
	At       time.Time `json:"at"`
	Contacts int       `json:"contacts"` // how many the bot has found in it
}

// maxStories is how many stories the page shows.
const maxStories = 500

// maxPageRequest is the largest body that the page sends, in bytes.
const maxPageRequest = 64 << 10

// page serves the page and what it asks for.
func (s *Server) page(mux *http.ServeMux) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	static := http.FileServerFS(files)
	own := func(h http.HandlerFunc) http.Handler { return s.sameOrigin(h) }
	mux.Handle("/", own(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-cache")
		static.ServeHTTP(w, r)
	}))
	mux.Handle("GET /sandbox/state", own(func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, s.state()) }))
	mux.Handle("GET /sandbox/events", own(s.events))
	mux.Handle("POST /sandbox/invoke", own(act(s.pageInvoke)))
	mux.Handle("POST /sandbox/autocomplete", own(act(s.pageAutocomplete)))
	mux.Handle("POST /sandbox/click", own(act(s.pageClick)))
	mux.Handle("POST /sandbox/dismiss", own(act(s.pageDismiss)))
	mux.Handle("POST /sandbox/faults", own(act(s.pageFault)))
	mux.Handle("DELETE /sandbox/messages/{message}", own(func(w http.ResponseWriter, r *http.Request) {
		if err := s.DeleteMessage(r.PathValue("message")); err != nil {
			reply(w, http.StatusNotFound, object{"error": err.Error()})
			return
		}
		reply(w, http.StatusOK, object{})
	}))
}

// sameOrigin refuses requests that other sites make through the browser of
// whoever has the sandbox open: by another origin, or by a name that was made
// to point to this machine.
func (s *Server) sameOrigin(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !localHost(r.Host) {
			reply(w, http.StatusForbidden, object{"error": "the sandbox answers under the name of this machine only"})
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" {
			from, err := url.Parse(origin)
			if err != nil || from.Host != r.Host {
				reply(w, http.StatusForbidden, object{"error": "another site may not use the sandbox"})
				return
			}
		}
		if site := r.Header.Get("Sec-Fetch-Site"); r.Method != http.MethodGet && site != "" && site != "same-origin" && site != "none" {
			reply(w, http.StatusForbidden, object{"error": "another site may not use the sandbox"})
			return
		}
		next(w, r)
	})
}

func localHost(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = hostPort
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

func reply(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(text) // a page that has gone reads nothing
}

// pageAction is what the page asks for in somebody's name.
type pageAction struct {
	User     string   `json:"user"`
	Channel  string   `json:"channel"`
	Line     string   `json:"line"`
	Message  string   `json:"message"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
	Fault    Fault    `json:"fault"`
	Gateway  string   `json:"gateway"`
}

// act makes a handler of an action. Its errors are shown to the person.
func act(do func(context.Context, pageAction) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var action pageAction
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPageRequest)).Decode(&action); err != nil {
			reply(w, http.StatusBadRequest, object{"error": "the request is no JSON that the sandbox knows"})
			return
		}
		out, err := do(r.Context(), action)
		if err != nil {
			reply(w, http.StatusUnprocessableEntity, object{"error": err.Error()})
			return
		}
		if out == nil {
			out = object{}
		}
		reply(w, http.StatusOK, out)
	}
}

func (s *Server) pageInvoke(ctx context.Context, a pageAction) (any, error) {
	_, err := s.Invoke(ctx, a.User, a.Channel, a.Line)
	return nil, err
}

func (s *Server) pageAutocomplete(ctx context.Context, a pageAction) (any, error) {
	option, found, err := s.Autocomplete(ctx, a.User, a.Channel, a.Line)
	return object{"option": option, "choices": list(found)}, err
}

func (s *Server) pageClick(ctx context.Context, a pageAction) (any, error) {
	_, err := s.Click(ctx, a.User, a.Message, a.CustomID, a.Values...)
	return nil, err
}

// pageDismiss takes a message away that only its reader sees.
func (s *Server) pageDismiss(_ context.Context, a pageAction) (any, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.byID[a.Message]
	if m == nil || m.Private == "" || m.Private != a.User {
		return nil, errors.New("there is no such message to dismiss")
	}
	w.remove(m)
	return nil, nil
}

func (s *Server) pageFault(_ context.Context, a pageAction) (any, error) {
	if a.Gateway != "" {
		s.InjectGateway(GatewayFault(a.Gateway))
		return nil, nil
	}
	s.Inject(a.Fault)
	return nil, nil
}

// events sends the page what happens, until it goes.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page := s.stream.join()
	if page == nil {
		reply(w, http.StatusServiceUnavailable, object{"error": "too many pages are open"})
		return
	}
	defer s.stream.leave(page)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	fmt.Fprint(w, ": hello\n\n")
	_ = control.Flush()
	for {
		select {
		case e, open := <-page:
			if !open {
				return
			}
			if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, e.data); err != nil {
				return
			}
			if len(page) == 0 && control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// state is everything that the page shows.
func (s *Server) state() object {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	channels, users, roles := []object{}, []object{}, []object{}
	messages := object{}
	for _, c := range w.channels {
		channels = append(channels, w.pageChannel(c))
		kept := []object{}
		all := w.messages[c.id]
		for _, m := range all[max(0, len(all)-maxPageMessages):] {
			kept = append(kept, w.pageMessage(m))
		}
		messages[c.id] = kept
	}
	for _, m := range w.guild.members {
		if !m.bot {
			users = append(users, object{"id": m.id, "name": m.display, "admin": m.guildPermissions(w.guild)&ManageServer != 0})
		}
	}
	for _, r := range w.guild.roles[1:] {
		roles = append(roles, object{"id": r.id, "name": r.name, "color": r.color})
	}
	return object{
		"guild": object{"id": w.guild.id, "name": w.guild.name}, "channels": channels, "roles": roles, "users": users,
		"bot":    object{"id": w.guild.bot.id, "name": w.guild.bot.display, "online": w.online},
		"banner": w.banner, "now": w.now(), "stories": list(w.stories), "messages": messages, "commands": w.pageCommands(),
	}
}

// pageChannel is a channel as the page gets it. The caller holds the lock.
func (w *world) pageChannel(c *channel) object {
	o := object{
		"id": c.id, "name": c.name, "topic": c.topic, "type": c.kind, "parent_id": nil,
		"bot_can_write": w.guild.bot.permissionsIn(w.guild, c)&c.toSend() != 0,
	}
	if c.parent != nil {
		o["parent_id"] = c.parent.id
	}
	return o
}

// maxPageMessages is how many messages of a channel the page is given.
const maxPageMessages = 300

// pageMessage is a message as the page gets it. The caller holds the lock.
func (w *world) pageMessage(m *Message) object {
	o := w.wireMessage(m)
	o["edits"], o["ephemeral_for"], o["thinking"], o["interaction"] = len(m.Edits), m.Private, m.Thinking, nil
	if m.Used != nil && m.Used.Command != "" {
		o["interaction"] = object{"user": m.Used.User, "command": m.Used.Command}
	}
	return o
}

func (w *world) pageCommands() []object {
	out := []object{}
	for _, command := range w.commands {
		out = append(out, wireCommand(command))
	}
	return out
}

// SetBanner shows a line on top of the page.
func (s *Server) SetBanner(text string) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	w.banner = text
	w.stream.publish("banner", object{"text": text, "now": w.now()})
}

// Story adds a story to the page's list.
func (s *Server) Story(story Story) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stories = append(w.stories, story)
	if len(w.stories) > maxStories {
		w.stories = w.stories[len(w.stories)-maxStories:]
	}
	w.stream.publish("story", story)
}
