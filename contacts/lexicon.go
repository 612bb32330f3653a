package contacts

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed lexicon.txt
var lexicon string

// class is a set of parts that a phrase of the lexicon can play.
type class uint64

// The classes of phrases. Those before a frame tell its status, the small
// words tell who stands where, the words around a name tell who is meant.
const (
	isPlain class = 1 << iota // looks like a frame, is none
	isWill                    // agreed: "will", "set to"
	isPlan                    // lies ahead: "ahead of", "planned"
	isMay                     // only thought of: "may", "wants to"
	isNot                     // called off or denied
	isOff                     // said of a contact that does not take place: "postponed"
	isPast                    // lies behind: "after", "during"
	isBack                    // lies far behind: "last year"
	isWith
	isTo
	isBetween
	isAnd
	isOf
	isBy
	isIn
	isAbout
	isAfter
	isBefore
	isClause // begins a clause of its own: "as", "while"
	isAux
	isLight  // carries a noun: "holds talks"
	isArrive // comes for a noun: "arrives for talks"
	isAdverb
	isReport // a verb that is no frame: "says"
	isHe
	isHis
	isThey
	isThe
	isFormer
	isAide      // not a principal: "envoy", "officials"
	isLeader    // the executive of the state beside it: "leader", "counterpart"
	isMembers   // those who belong to a group: "countries"
	isPlural    // several holders: "presidents"
	isAdjective // may stand before a title or name
	isPhone
	isVideo
	isPerson // in person
	isWritten
	isTime
	isTopic
	isJoint     // what leaders do after talking: "agree"
	isVenue     // where leaders receive each other: "at the White House"
	isTold      // said to somebody: "told"
	isPublic    // said to everybody: "in a post", "a speech"
	isDid       // comes before what was done: "broke off to"
	isOnlooking // stands by: "looked on"
	isSeparate  // said of a contact beside another: "separately", "earlier"
	isEscort    // goes somewhere with somebody: "walks Xi through the garden"
	isGranted   // somebody is given a contact: "was granted an audience"
	isOther     // the partner of one: "his guest"
	isPresence  // those who follow look on: "in the presence of"
	isOneTable  // where several are brought: "to one table"
	isGiving    // brings somebody something: "hands"
	isGift      // what leaders bring each other: "medal"
	isAnswer    // what somebody does with a letter that he got: "replies to"

	isEnglish // a small word of English
	isForeign // one of another language
	isEither  // one of both
)

var classNames = map[string]class{
	"plain": isPlain, "will": isWill, "plan": isPlan, "may": isMay, "not": isNot, "off": isOff, "past": isPast, "back": isBack,
	"with": isWith, "to": isTo, "between": isBetween, "and": isAnd, "of": isOf, "by": isBy, "in": isIn, "about": isAbout,
	"after": isAfter, "before": isBefore, "clause": isClause, "aux": isAux, "light": isLight, "arrive": isArrive,
	"adverb": isAdverb, "report": isReport, "he": isHe, "his": isHis, "they": isThey, "the": isThe, "former": isFormer,
	"aide": isAide, "leader": isLeader, "plural": isPlural, "members": isMembers, "adjective": isAdjective, "phone": isPhone, "video": isVideo,
	"person": isPerson, "written": isWritten, "venue": isVenue, "joint": isJoint, "separate": isSeparate, "onlooking": isOnlooking, "did": isDid, "escort": isEscort, "granted": isGranted, "giving": isGiving, "gift": isGift, "answer": isAnswer, "told": isTold, "public": isPublic, "day": isTime, "month": isTime, "when": isTime, "vague": isTime, "topic": isTopic,
	"other": isOther, "presence": isPresence, "table": isOneTable,
	"english": isEnglish, "foreign": isForeign, "either": isEither,
}

// frame is a way in which contacts are told.
type frame uint8

const (
	noFrame frame = iota
	frameMeet
	frameJoint // seen side by side
	frameHost
	frameSpeak
	frameDiscuss
	frameTalks
	frameCall
	framePhone
	frameVideo
	frameSummit
	frameLetter
	frameWrite
	frameVisit
	frameAttend
	frameGather
	frameSign
	frameInvite
	frameAct // done together
	frameBrief
	frameRaise // spoken of with somebody
)

var frameNames = map[string]frame{
	"meet": frameMeet, "joint": frameJoint, "host": frameHost, "speak": frameSpeak, "discuss": frameDiscuss,
	"talks": frameTalks, "call": frameCall, "phonecall": framePhone, "videocall": frameVideo, "summit": frameSummit,
	"letter": frameLetter, "write": frameWrite, "visit": frameVisit, "attend": frameAttend, "gather": frameGather, "sign": frameSign, "invite": frameInvite, "act": frameAct, "brief": frameBrief, "raise": frameRaise,
}

func (f frame) String() string {
	for name, known := range frameNames {
		if known == f {
			return name
		}
	}
	return ""
}

// form is the form of a frame's word, a set.
type form uint8

const (
	formBase form = 1 << iota
	formThird
	formPast
	formIng
	formNoun
)

var formNames = map[string]form{"base": formBase, "third": formThird, "past": formPast, "ing": formIng, "noun": formNoun}

// day is what a phrase says of the time.
type day struct {
	kind  byte // 'd' weekday, 'm' month, 'w' days from the publication, 'v' vague
	value int
}

// entry is what the lexicon says of a phrase.
type entry struct {
	classes class
	verb    frame // as a verb
	noun    frame // as a noun
	forms   form
	day     day
	topic   string
}

// readLexicon calls enter for every phrase of the lexicon.
func readLexicon(text string, enter func(phrase string, add entry)) error {
	for number, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		head, phrases, found := strings.Cut(line, ": ")
		if !found {
			return fmt.Errorf("lexicon line %d: no colon", number+1)
		}
		add, err := readHead(strings.Fields(head))
		if err != nil {
			return fmt.Errorf("lexicon line %d: %w", number+1, err)
		}
		for phrase := range strings.SplitSeq(phrases, ",") {
			enter(strings.TrimSpace(phrase), add)
		}
	}
	return nil
}

// readHead reads the class and the attributes before the colon.
func readHead(words []string) (entry, error) {
	if words[0] == "frame" {
		return readFrame(words[1:])
	}
	e := entry{classes: classNames[words[0]]}
	if e.classes == 0 {
		return e, fmt.Errorf("unknown class %q", words[0])
	}
	if len(words) < 2 {
		return e, nil
	}
	if words[0] == "topic" {
		e.topic = strings.ReplaceAll(words[1], "-", " ")
		return e, nil
	}
	value, err := strconv.Atoi(words[1])
	switch words[0] {
	case "day":
		at := strings.Index("sunday monday tuesday wednesday thursday friday saturday", words[1])
		e.day = day{'d', strings.Count("sunday monday tuesday wednesday thursday friday saturday"[:at], " ")}
	case "month", "when":
		if err != nil {
			return e, fmt.Errorf("%s %q is no number", words[0], words[1])
		}
		e.day = day{words[0][0], value}
	case "vague":
		e.day = day{'v', map[string]int{"past": -1, "future": 1}[words[1]]}
	}
	return e, nil
}

func readFrame(words []string) (entry, error) {
	if len(words) < 2 {
		return entry{}, fmt.Errorf("a frame needs a name and a form")
	}
	f, kind := frameNames[words[0]], formNames[words[1]]
	if f == noFrame || kind == 0 {
		return entry{}, fmt.Errorf("unknown frame or form in %q", strings.Join(words, " "))
	}
	e := entry{forms: kind}
	if kind == formNoun {
		e.noun = f
		if len(words) > 2 {
			e.classes = isPerson
		}
	} else {
		e.verb = f
	}
	return e, nil
}

// join adds what another line says of the same phrase.
func (e *entry) join(add entry) {
	e.classes |= add.classes
	e.forms |= add.forms
	if add.verb != noFrame {
		e.verb = add.verb
	}
	if add.noun != noFrame {
		e.noun = add.noun
	}
	if add.day.kind != 0 {
		e.day = add.day
	}
	if add.topic != "" {
		e.topic = add.topic
	}
}
