package commands_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestReplies holds the answers to typed commands against files that can be
// read as a conversation. Each file is one conversation in one world.
func TestReplies(t *testing.T) {
	for name, typed := range map[string][]string{
		"briefing": {
			"/briefing",
			"/briefing since:today about:CA-US, Mark Carney",
			"/briefing since:yesterday zone:Asia/Tokyo about:everything",
			"/briefing since:fortnight",
			"/briefing about:Atlantis",
			"/briefing about:everything, CA",
			"/briefing zone:Mars/Olympus",
			"/briefing since:2019-01-01",
		},
		"contacts": {
			"/contacts search",
			"/contacts search state:canadia",
			"/contacts search state:Türkiye",
			"/contacts search leader:trump status:held since:7d",
			"/contacts search leader:Ayşe *Yeni*",
			"/contacts search text:ceasefire",
			"/contacts search text:unicorns",
			"/contacts search since:someday",
			"/contacts search page:2",
			"/contacts show id:12",
			"/contacts show id:#12",
			"/contacts show id:99",
			"/contacts show id:Carney",
		},
		"leader": {
			"/leader name:Carney",
			"/leader name:Justin Trudeau",
			"/leader name:Ayşe *Yeni*",
			"/leader name:Mark",
			"/leader name:Anan",
			"/leader name:Zelenski",
			"/leader name:Nobody Anywhere",
			"/leader name:",
		},
		"between": {
			"/between a:Canada b:US",
			"/between a:Zelenskyy b:United States",
			"/between a:CA b:Guinea-Bissau",
			"/between a:CA b:Canada",
			"/between a:CA b:Narnia",
		},
		"watch add": {
			"/watch add channel:#alerts what:CA-US, Zelenskyy role:@desk status:held min_sources:2 min_confidence:0.8",
			"/watch add channel:#daily-briefing schedule:weekdays 07:00 zone:Europe/Berlin",
			"/watch add channel:#daily-briefing how:digest what:everything",
			"/watch add channel:#thread what:state NATO, group NATO, Guinea-Bissau-Turkey one_side:true official_only:true",
			"/watch add channel:#open what:state NATO, group NATO, Guinea-Bissau-Turkey one_side:true official_only:true",
			"/watch add channel:#unknown what:Turkey",
			"/watch add channel:#alerts",
			"/watch add channel:#silent",
			"/watch add channel:#Voice",
			"/watch add channel:#forum",
			"/watch add channel:123",
			"/watch add channel:#alerts what:Kanada",
			"/watch add channel:#alerts what:CA-CA",
			"/watch add channel:#alerts how:alert schedule:07:00",
			"/watch add channel:#alerts how:digest schedule:soon",
			"/watch add channel:#alerts how:digest schedule:61 7 * * *",
			"/watch add channel:#alerts how:digest zone:Berlin",
			"/watch add channel:#alerts role:" + guild,
			"/watch add channel:#alerts how:pigeon",
			"/watch add channel:#alerts min_confidence:7",
			"/watch add channel:#alerts min_sources:many",
			"/watch add channel:#alerts official_only:perhaps",
			"/watch add",
		},
		"watch add more": {
			"/watch add channel:#alerts how:both schedule:18:00 quiet:22:00-7:00 zone:Europe/Kyiv language:uk skip_empty:true",
			"/watch add channel:#alerts quiet:23:00-06:00 what:everything mode:phone,video level:any status:held,planned",
			"/watch add channel:#alerts role:@desk role_what:CA-US role_status:held role_min_sources:3 role_official_only:true",
			"/watch add channel:#forum tags:call, Meeting what:Ukraine",
			"/watch add channel:#daily-briefing publish:true what:Turkey",
			"/watch add channel:#strict tags:Call",
			"/watch add channel:#strict",
			"/watch add channel:#forum tags:Gossip",
			"/watch add channel:#forum tags:Official",
			"/watch add channel:#alerts tags:Call",
			"/watch add channel:#alerts publish:true",
			"/watch add channel:#forum publish:true",
			"/watch add channel:#alerts quiet:at night",
			"/watch add channel:#alerts zone:Europe/Kyiv",
			"/watch add channel:#alerts how:digest quiet:22:00-07:00",
			"/watch add channel:#alerts role_status:held",
			"/watch add channel:#alerts language:tlh",
			"/watch list",
			"/watch edit watch:5 how:alert",
			"/watch edit watch:5 quiet:none",
			"/watch edit watch:1 role_what:CA-US role_status:held role_min_sources:3 role_official_only:true",
			"/watch edit watch:1 role_what:everything role_status:all role_min_sources:1",
			"/watch edit watch:1 no_role:true",
			"/watch edit watch:7 tags:none",
			"/watch edit watch:7 channel:#alerts",
			"/watch edit watch:8 publish:false",
			"/watch edit watch:8 channel:#alerts publish:true",
		},
		"watch list edit remove": {
			"/watch list",
			"/watch edit watch:1 what:allied, Ukraine no_role:true",
			"/watch edit watch:1",
			"/watch edit watch:2 zone:Asia/Tokyo status:all min_sources:1",
			"/watch edit watch:2 how:alert",
			"/watch edit watch:1 channel:#silent",
			"/watch edit watch:3 what:CA",
			"/watch edit watch:4 what:CA",
			"/watch edit watch:everything",
			"/watch remove watch:#1",
			"/watch remove watch:3",
			"/watch remove watch:1",
			"/watch list page:2",
		},
		"feeds": {
			"/feeds list",
			"/feeds list show:failing",
			"/feeds list show:stale",
			"/feeds list show:green",
			"/feeds show feed:President of Ukraine",
			"/feeds show feed:World Press",
			"/feeds show feed:Weekly",
			"/feeds show feed:3",
			"/feeds show feed:Hub News",
			"/feeds show feed:Wrld Press",
			"/feeds add url:https://example.org/world.xml official:Canada",
			"/feeds add url:https://example.org/leer.xml name:German paper",
			"/feeds add url:https://example.org/world.xml",
			"/feeds add url:example.org",
			"/feeds add url:https://many.example.org/ official:Canada",
			"/feeds add url:https://example.org/",
			"/feeds add url:ftp://example.org/",
			"/feeds add url:https://user:secret@example.org/",
			"/feeds add url:https://example.org/world2.xml official:Atlantis",
			"/feeds remove feed:3",
			"/feeds remove feed:World Press",
			"/feeds remove feed:Wrld Press",
			"/feeds list",
		},
		"status":  {"/status"},
		"help":    {"/help", "/help command:watch add", "/help command:/contacts", "/help command:wach add"},
		"unknown": {"/nothing", "/watch"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var b strings.Builder
			for _, line := range typed {
				b.WriteString("> " + line + "\n")
				reply, err := w.run(line)
				if err != nil {
					b.WriteString("(" + string(readout.ErrorCode(err)) + ") " + readout.ErrorMessage(err) + "\n\n")
					continue
				}
				b.WriteString(show(reply) + "\n")
			}
			golden(t, filepath.Join("testdata", "replies", strings.ReplaceAll(name, " ", "_")+".txt"), b.String())
		})
	}
}

// TestRepliesInTheLanguageOfTheAsker holds one conversation in each language.
func TestRepliesInTheLanguageOfTheAsker(t *testing.T) {
	for _, locale := range []string{"fr", "uk"} {
		w := newWorld(t)
		var b strings.Builder
		for _, line := range []string{
			"/help", "/help command:watch add", "/status", "/briefing since:week about:allied, Ukraine, CA-US", "/briefing zone:Mars/Olympus", "/briefing since:fortnight", "/briefing since:Hier", "/briefing since:місяць",
			"/contacts search leader:trump status:held since:7d", "/contacts search text:unicorns", "/contacts search text:зеленський status:held", "/contacts search state:canadia", "/contacts search state:Канада leader:Карні", "/contacts search page:2",
			"/leader name:Carney", "/leader name:Марк", "/leader name:Володимир Зеленьский", "/leader name:Justin Trudeau", "/leader name:Mark", "/between a:Canada b:US", "/between a:CA b:Canada",
			"/watch add channel:#alerts what:CA-US, Zelenskyy role:@desk status:held min_sources:2 min_confidence:0.8",
			"/watch add channel:#daily-briefing schedule:mon,thu 07:00 zone:Europe/Berlin", "/watch add channel:#silent", "/watch add channel:#alerts min_confidence:7",
			"/watch list", "/watch remove watch:1", "/feeds list", "/feeds list show:failing", "/feeds show feed:President of Ukraine", "/feeds show feed:Weekly", "/feeds add url:https://example.org/world.xml official:Canada", "/feeds add url:ftp://example.org/",
		} {
			inv := w.invocation(line)
			inv.Locale = locale
			b.WriteString("> " + line + "\n")
			reply, err := w.router.Run(t.Context(), inv)
			if err != nil {
				b.WriteString("(" + string(readout.ErrorCode(err)) + ") " + readout.ErrorMessage(err) + "\n\n")
				continue
			}
			for _, m := range reply.Messages {
				if m.Language != locale {
					t.Errorf("%s: the answer says that it is in %q", line, m.Language)
				}
			}
			b.WriteString(show(reply) + "\n")
		}
		golden(t, filepath.Join("testdata", "replies", "in_"+locale+".txt"), b.String())
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
