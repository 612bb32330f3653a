package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// routes is everything that the sandbox serves: the API, the gateway and the
// page.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	messages, other := s.config.Limits.Messages, s.config.Limits.Other
	api := func(pattern string, h handler) { mux.Handle(versioned(pattern), s.route(pattern, forBot, other, h)) }
	post := func(pattern string, h handler) { mux.Handle(versioned(pattern), s.route(pattern, forBot, messages, h)) }
	token := func(pattern string, h handler) {
		mux.Handle(versioned(pattern), s.route(pattern, forTokens, messages, h))
	}

	w := s.world

	mux.Handle(versioned("GET /gateway"), s.route("GET /gateway", forAll, other, s.getGateway))
	api("GET /gateway/bot", s.getGatewayBot)
	api("GET /users/@me", func(*call) answer { return ok(ownUser(s.world.guild.bot)) })
	api("GET /users/@me/guilds", s.getGuilds)
	api("GET /users/{user}", s.getUser)
	api("GET /applications/@me", func(*call) answer { return ok(s.world.application()) })
	api("GET /oauth2/applications/@me", func(*call) answer { return ok(s.world.application()) })
	api("GET /guilds/{guild}", s.inGuild(func(*call) answer { return ok(s.world.wireGuild()) }))
	api("GET /guilds/{guild}/channels", s.inGuild(s.getChannels))
	api("GET /guilds/{guild}/threads/active", s.inGuild(s.getActiveThreads))
	api("GET /guilds/{guild}/roles", s.inGuild(s.getRoles))
	api("GET /guilds/{guild}/members/{user}", s.inGuild(s.getMember))
	api("GET /channels/{channel}", on(w, w.visibleChannel, w.getChannel))
	api("PATCH /channels/{channel}", on(w, w.visibleThread, w.editThread))
	api("DELETE /channels/{channel}", on(w, w.visibleThread, w.deleteThread))

	api("GET /channels/{channel}/messages", on(w, w.visibleChannel, w.listMessages))
	api("GET /channels/{channel}/messages/{message}", on(w, w.visibleMessage, w.getMessage))
	post("POST /channels/{channel}/messages", on(w, w.visibleChannel, w.createMessage))
	post("PATCH /channels/{channel}/messages/{message}", on(w, w.visibleMessage, w.editMessage))
	post("DELETE /channels/{channel}/messages/{message}", on(w, w.visibleMessage, w.deleteMessage))
	post("POST /channels/{channel}/messages/{message}/crosspost", on(w, w.visibleMessage, w.crosspost))
	post("POST /channels/{channel}/typing", on(w, w.visibleChannel, w.typing))
	post("POST /channels/{channel}/threads", on(w, w.visibleChannel, w.createThread))

	for _, scope := range []string{"/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"} {
		api("GET "+scope, on(w, w.commandsOf, w.listCommands))
		api("PUT "+scope, on(w, w.commandsOf, w.putCommands))
		api("POST "+scope, on(w, w.commandsOf, w.createCommand))
		api("GET "+scope+"/{command}", on(w, w.commandOf, w.getCommand))
		api("PATCH "+scope+"/{command}", on(w, w.commandOf, w.editCommand))
		api("DELETE "+scope+"/{command}", on(w, w.commandOf, w.deleteCommand))
	}

	token("POST /interactions/{interaction}/{token}/callback", s.callback)
	token("POST /webhooks/{webhook}/{token}", on(w, w.answered, w.followUp))
	token("GET /webhooks/{webhook}/{token}/messages/{message}", on(w, w.answerMessage, w.getAnswer))
	token("PATCH /webhooks/{webhook}/{token}/messages/{message}", on(w, w.answerMessage, w.editAnswer))
	token("DELETE /webhooks/{webhook}/{token}/messages/{message}", on(w, w.answerMessage, w.deleteAnswer))

	mux.Handle("/api/", s.route("/api/", forBot, other, s.unknownRoute))
	mux.Handle("GET /gateway/", s.hub)
	mux.Handle("GET /gateway", s.hub)
	s.page(mux)
	return mux
}

// versioned puts the API's prefix into a pattern.
func versioned(pattern string) string {
	method, path, _ := strings.Cut(pattern, " ")
	return method + " /api/v10" + path
}

func (s *Server) unknownRoute(c *call) answer {
	if c.Method != http.MethodGet && c.Method != http.MethodPost && c.Method != http.MethodPut && c.Method != http.MethodPatch && c.Method != http.MethodDelete {
		return no(methodNotAllowed)
	}
	return no(notFound)
}

func (s *Server) getGateway(*call) answer { return ok(object{"url": s.world.gatewayURL}) }

func (s *Server) getGatewayBot(*call) answer {
	return ok(object{
		"url": s.world.gatewayURL, "shards": 1,
		"session_start_limit": object{"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1},
	})
}

// on makes a handler of what is done with the thing that a path names: it holds
// the lock, finds the thing, and answers with the refusal if there is none.
func on[T any](w *world, find func(*call) (T, *refusal), do func(*call, T) answer) handler {
	return func(c *call) answer {
		w.mu.Lock()
		defer w.mu.Unlock()
		thing, refused := find(c)
		if refused != nil {
			return no(refused)
		}
		return do(c, thing)
	}
}

// inGuild guards routes of the one server.
func (s *Server) inGuild(h handler) handler {
	return func(c *call) answer {
		if c.PathValue("guild") != s.world.guild.id {
			return no(unknownGuild)
		}
		return h(c)
	}
}

func (s *Server) getGuilds(*call) answer {
	g := s.world.guild
	return ok([]object{{
		"id": g.id, "name": g.name, "icon": nil, "banner": nil, "owner": false,
		"permissions": bits(g.bot.guildPermissions(g)), "features": []string{},
	}})
}

func (s *Server) getUser(c *call) answer {
	m, err := s.world.guild.member(c.PathValue("user"))
	if err != nil || m.id != c.PathValue("user") {
		return no(unknownUser)
	}
	return ok(user(m))
}

func (s *Server) getMember(c *call) answer {
	m, err := s.world.guild.member(c.PathValue("user"))
	if err != nil || m.id != c.PathValue("user") {
		return no(unknownMember)
	}
	return ok(s.world.wireMember(m))
}

func (s *Server) getRoles(*call) answer {
	roles := []object{}
	for _, r := range s.world.guild.roles {
		roles = append(roles, wireRole(r))
	}
	return ok(roles)
}

func (s *Server) getChannels(*call) answer {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	channels := []object{}
	for _, c := range w.channels {
		if !c.isThread() {
			channels = append(channels, w.wireChannel(c))
		}
	}
	return ok(channels)
}

// getActiveThreads lists the threads and forum posts that are not archived.
func (s *Server) getActiveThreads(*call) answer {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	threads := []object{}
	for _, c := range w.channels {
		if c.isThread() && !c.archived && w.guild.bot.permissionsIn(w.guild, c) != 0 {
			threads = append(threads, w.wireThread(c))
		}
	}
	return ok(object{"threads": threads, "members": []object{}, "has_more": false})
}

func (w *world) getChannel(_ *call, c *channel) answer { return ok(w.wireChannel(c)) }

// number reads a number from the query, within bounds.
func number(c *call, name string, otherwise, low, high int) (int, *refusal) {
	text := c.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, invalidField(name, "NUMBER_TYPE_MAX", "int value should be between "+strconv.Itoa(low)+" and "+strconv.Itoa(high)+".")
	}
	return n, nil
}
