package document

import "strings"

// monthNumber returns 1 to 12 for the name of a month, or a beginning of it
// that leaves no doubt, in the languages of months(); 0 if it is none.
func monthNumber(word string) int {
	word = strings.TrimSuffix(word, ".")
	if len([]rune(word)) < 3 {
		return 0
	}
	month, longest := 0, 0
	for i, names := range months() {
		for name := range strings.FieldsSeq(names) {
			if len(name) > longest && strings.HasPrefix(word, name) {
				month, longest = i+1, len(name)
			}
		}
	}
	return month
}

// months lists, for each month, what its names begin with in English, French,
// German, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Slovak, Hungarian,
// Romanian, Bulgarian, Serbian, Ukrainian, Belarusian, Russian, Lithuanian,
// Latvian, Estonian, Finnish, Swedish, Turkish, Greek, Arabic and Hebrew. The
// longest that fits counts: Finnish "marras" is November, "mar" is March nearly
// everywhere.
func months() [12]string {
	return [12]string{
		"jan jän ene gen sty led ian јан яну січ сту янв sau jaan tammi oca ιαν يناير ינו בינו",
		"feb fév fev lut úno فبراير феб фев лют vasar vee helmi şub sub φεβ פבר בפבר",
		"mar mär maa mrt mrz bře már бер сак мар kov maalis μαρ μάρ مارس מרץ במרץ",
		"apr avr abr kwi dub ápr кві крас апр bal huhti nis απρ أبريل ابريل אפר באפר",
		"may mai mag maj máj kvě mei май тра мая мај geg touko μαϊ μάι μάϊ مايو מאי במאי",
		"jun jún jūn juun juin giu cze červen červn iun јун юни чер чэр июн bir kesä haz ιουν ιούν يونيو יוני ביוני",
		"jul júl jūl juul juil lug lip červenc iul јул юли лип ліп июл lie heinä tem ιουλ ιούλ يوليو יולי ביולי",
		"aug aoû aou ago sie srp сер жні авг rugpj elo ağu agu αυγ αύγ أغسطس اغسطس אוג באוג",
		"sep set szept wrz zář вер сеп сен rugs syys eyl σεπ سبتمبر ספט בספט",
		"oct okt ott out paź paz říj жов кас окт spal loka eki οκτ أكتوبر اكتوبر אוק באוק",
		"nov lis noi лис ліс ное нов ноя lapkr marras kas νοε νοέ نوفمبر נוב בנוב",
		"dec déc dez dic des det pro gru гру сне дек груд gruod joulu ara δεκ ديسمبر דצמ בדצמ",
	}
}

// weekday reports whether a word is a day of the week, which adds nothing.
func weekday(word string) bool {
	if len([]rune(word)) < 2 {
		return false
	}
	for name := range strings.FieldsSeq(weekdays()) {
		if word == name || len([]rune(name)) > 2 && strings.HasPrefix(word, name) {
			return true
		}
	}
	return false
}

// weekdays lists what the days of the week begin with in the languages of months.
func weekdays() string {
	return "mon tue wed thu fri sat sun " +
		"lun mar mer jeu ven sam dim " +
		"mo di mi do fr sa so mon die mit don fre sam son " +
		"mié mie jue vie sáb sab dom " +
		"gio seg ter qua qui sex " +
		"maa din woe vri zat zon " +
		"pon wto śro sro czw pią pia sob nie pn wt śr cz pt nd " +
		"понеділок вівторок середа четвер п'ятниця пятниця субота неділя пн вт ср чт пт сб нд " +
		"понедельник вторник среда пятница суббота воскресенье вс " +
		"paz pzt sal çar car per cum cmt " +
		"mån tis ons tor lör sön må ti on to lö sö " +
		"ma ke pe la su δευ τρι τετ πεμ παρ σαβ κυρ"
}

// zoneOffset returns the offset of a zone's abbreviation in seconds. Zones
// that share one are read as news feeds use it.
func zoneOffset(word string) (int, bool) {
	const hour = 3600
	switch strings.ToLower(word) {
	case "utc", "gmt", "ut", "z", "wet":
		return 0, true
	case "bst", "cet", "mez", "west", "met":
		return hour, true
	case "cest", "mesz", "eet", "sast", "cat", "mest":
		return 2 * hour, true
	case "eest", "msk", "мск", "trt", "eat", "idt":
		return 3 * hour, true
	case "msd", "gst", "samt", "azt", "amt", "get":
		return 4 * hour, true
	case "irst":
		return 3*hour + hour/2, true
	case "irdt", "aft":
		return 4*hour + hour/2, true
	case "pkt", "uzt", "yekt", "tmt", "tjt":
		return 5 * hour, true
	case "ist":
		return 5*hour + hour/2, true
	case "npt":
		return 5*hour + hour*3/4, true
	case "almt", "omst", "bdt":
		return 6 * hour, true
	case "ict", "wib", "krat", "novt":
		return 7 * hour, true
	case "hkt", "sgt", "pht", "awst", "irkt", "myt", "wita":
		return 8 * hour, true
	case "jst", "kst", "wit", "yakt":
		return 9 * hour, true
	case "acst":
		return 9*hour + hour/2, true
	case "aest", "vlat":
		return 10 * hour, true
	case "acdt":
		return 10*hour + hour/2, true
	case "aedt", "magt":
		return 11 * hour, true
	case "nzst", "pett":
		return 12 * hour, true
	case "nzdt":
		return 13 * hour, true
	case "nst":
		return -(3*hour + hour/2), true
	case "ndt":
		return -(2*hour + hour/2), true
	case "brt", "art", "adt", "clst", "uyt":
		return -3 * hour, true
	case "edt", "ast", "clt", "vet", "bot":
		return -4 * hour, true
	case "est", "cdt", "cot", "pet", "ect", "et":
		return -5 * hour, true
	case "cst", "mdt":
		return -6 * hour, true
	case "mst", "pdt":
		return -7 * hour, true
	case "pst", "akdt":
		return -8 * hour, true
	case "akst", "hdt":
		return -9 * hour, true
	case "hst":
		return -10 * hour, true
	}
	return 0, false
}
