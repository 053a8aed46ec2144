"""Short forms of words, by where they are short forms at all."""

from __future__ import annotations

from arqon_sidecar.text.english.vocabulary import words

__all__ = ["BEFORE_NAMES", "BEFORE_NOUNS", "BEFORE_NUMBERS", "BEHIND_NAMES", "DOTTED"]

BEFORE_NAMES = {
    "mr": "Mister", "mrs": "Missus", "ms": "Miz", "mx": "Mix", "dr": "Doctor",
    "prof": "Professor", "st": "Saint", "ste": "Sainte", "rev": "Reverend", "hon": "Honorable",
    "gen": "General", "col": "Colonel", "maj": "Major", "capt": "Captain", "cpt": "Captain",
    "cmdr": "Commander", "lt": "Lieutenant", "sgt": "Sergeant", "cpl": "Corporal",
    "pvt": "Private", "adm": "Admiral", "gov": "Governor", "sen": "Senator",
    "rep": "Representative", "pres": "President", "supt": "Superintendent", "mt": "Mount",
    "ft": "Fort", "fr": "Father", "messrs": "Messieurs", "sr": "Sister", "br": "Brother",
    "amb": "Ambassador", "insp": "Inspector", "det": "Detective",
    "mme": "Madame", "mlle": "Mademoiselle", "atty": "Attorney", "brig": "Brigadier",
    "cdr": "Commander", "drs": "Doctors", "profs": "Professors", "sens": "Senators",
    "pt": "Point", "ens": "Ensign", "mtn": "Mountain", "reps": "Representatives",
    "revs": "Reverends", "wm": "William", "chas": "Charles", "geo": "George", "thos": "Thomas",
    "pfc": "Private First Class", "mmes": "Mesdames", "ssgt": "Staff Sergeant",
    "msgt": "Master Sergeant", "tsgt": "Technical Sergeant", "gysgt": "Gunnery Sergeant",
    "sfc": "Sergeant First Class", "jas": "James", "benj": "Benjamin", "jos": "Joseph",
    "edw": "Edward", "robt": "Robert", "lk": "Lake",
}  # fmt: skip
"""In front of a word with a capital letter."""

BEHIND_NAMES = {
    "st": "Street", "dr": "Drive", "ave": "Avenue", "av": "Avenue", "rd": "Road",
    "blvd": "Boulevard", "ln": "Lane", "hwy": "Highway", "sq": "Square", "ct": "Court",
    "pl": "Place", "pkwy": "Parkway", "ter": "Terrace", "cir": "Circle", "expy": "Expressway",
    "fwy": "Freeway", "tpke": "Turnpike", "jr": "Junior", "sr": "Senior", "inc": "Incorporated",
    "corp": "Corporation", "ltd": "Limited", "co": "Company", "bros": "Brothers",
    "esq": "Esquire", "utd": "United", "mfg": "Manufacturing", "univ": "University",
    "sta": "Station", "ctr": "Center", "hts": "Heights", "mtn": "Mountain", "mtns": "Mountains",
    "hosp": "Hospital", "terr": "Terrace", "plz": "Plaza",
}  # fmt: skip
"""Behind a word with a capital letter or an ordinal."""

DOTTED = {
    "approx": "approximately", "avg": "average", "dept": "department", "govt": "government",
    "misc": "miscellaneous", "tel": "telephone", "incl": "including", "excl": "excluding",
    "appt": "appointment", "appts": "appointments", "bldg": "building", "bldgs": "buildings",
    "mgr": "manager", "mgrs": "managers", "mgmt": "management", "asst": "assistant",
    "assoc": "associate",
    "assn": "association", "intl": "international", "natl": "national", "esp": "especially",
    "qty": "quantity", "orig": "original", "attn": "attention", "acct": "account",
    "accts": "accounts", "pkg": "package", "pkgs": "packages", "hwy": "highway", "vs": "versus",
    "univ": "university", "apt": "apartment", "ste": "suite", "ext": "extension",
    "prob": "probably", "tbsp": "tablespoon", "tsp": "teaspoon", "lb": "pound", "lbs": "pounds",
    "oz": "ounce", "hr": "hour", "hrs": "hours", "mins": "minutes", "secs": "seconds",
    "yr": "year", "yrs": "years", "wk": "week", "wks": "weeks", "mo": "month", "mos": "months",
    "ft": "feet", "yd": "yard", "yds": "yards", "pts": "points",
    "cont": "continued", "obj": "object", "adj": "adjective", "ref": "reference",
    "refs": "references", "req": "required", "reqs": "requirements", "recd": "received",
    "rec": "recommended", "std": "standard", "temp": "temperature", "vol": "volume",
    "vols": "volumes", "figs": "figures", "nos": "numbers", "pp": "pages", "eds": "editors",
    "etc": "et cetera", "al": "al", "ibid": "ibid", "viz": "namely", "cf": "compare",
    "messrs": "Messieurs", "dist": "district", "div": "division",
    "exec": "executive", "admin": "administration", "min": "minimum", "max": "maximum",
    "est": "estimated", "reg": "regular", "fl": "floor", "jct": "junction", "mfr": "manufacturer",
    "opp": "opposite", "sched": "schedule", "sgd": "signed", "sub": "substitute", "sol": "solution",
    "vet": "veteran", "yday": "yesterday", "ave": "avenue", "blvd": "boulevard", "rd": "road",
    "amt": "amount", "amts": "amounts", "wt": "weight", "ht": "height", "dia": "diameter",
    "bal": "balance", "mfg": "manufacturing", "pct": "percent", "hq": "headquarters",
    "ea": "each", "flr": "floor", "agg": "aggregate", "doz": "dozen", "caps": "capsules",
    "contd": "continued", "reqd": "required", "addl": "additional", "secy": "secretary",
    "pkt": "packet", "pkts": "packets", "jr": "junior", "sr": "senior",
    "assns": "associations", "vis": "visibility", "conf": "conference",
    "ln": "lane", "inc": "incorporated", "ltd": "limited", "corp": "corporation",
    "util": "utilities", "utils": "utilities", "lg": "large", "pk": "pack", "pks": "packs",
    "plat": "platform", "equip": "equipment", "maint": "maintenance", "constr": "construction",
    "lic": "license", "mktg": "marketing", "acctg": "accounting", "engr": "engineer",
    "transp": "transportation", "svc": "service", "svcs": "services", "furn": "furnished",
    "unfurn": "unfurnished", "bdrm": "bedroom", "bdrms": "bedrooms", "hrly": "hourly",
    "wkly": "weekly", "mthly": "monthly", "rcvd": "received", "pymt": "payment",
    "pymts": "payments", "chg": "charge", "chgs": "charges", "sm": "small",
    "inst": "institute", "perm": "permanent", "dir": "director", "esqs": "esquires",
    "elec": "electric", "gar": "garage",
    "cond": "condition", "yrly": "yearly", "mtg": "meeting", "mtgs": "meetings",
    "jnr": "junior", "snr": "senior", "mth": "month", "mths": "months", "temps": "temperatures",
    "btwn": "between", "flts": "flights", "fwd": "forward", "avail": "available",
    "pgs": "pages", "qtr": "quarter",
    "qtrs": "quarters", "mtn": "mountain", "mtns": "mountains", "stn": "station", "nr": "near",
    "hist": "history", "econ": "economics", "biol": "biology", "phys": "physics",
    "sociol": "sociology", "poli": "political", "sci": "science",
    "prof": "professor", "emer": "emeritus", "philos": "philosophy", "srs": "seniors",
    "jrs": "juniors", "diff": "difference", "diffs": "differences", "gen": "general",
    "precip": "precipitation", "prev": "previous", "curr": "current", "elev": "elevation",
    "diam": "diameter", "circ": "circumference", "twp": "township", "enl": "enlarged",
    "cust": "customer", "custs": "customers", "deduct": "deductible",
    "nts": "nights",
    "pls": "please", "ppl": "people", "dbl": "double", "vers": "version",
    "agmt": "agreement", "ofc": "office", "mkt": "market",
    "eff": "effective", "blk": "block", "blks": "blocks",
    "cxld": "canceled", "ctr": "center", "gals": "gallons", "exc": "except", "encl": "enclosed",
    "fav": "favorite", "abt": "about",
    "lvl": "level", "lvls": "levels", "subtot": "subtotal", "yld": "yield", "dkt": "docket",
    "atty": "attorney", "attys": "attorneys", "educ": "education", "anniv": "anniversary",
    "ltr": "letter", "ltrs": "letters",
    "mfrs": "manufacturers",
    "subj": "subject", "enc": "enclosure", "retd": "retired", "pmt": "payment",
    "pmts": "payments",
}  # fmt: skip
"""With a point, wherever no word of the same letters could end a sentence."""

BEFORE_NOUNS = words(
    "perm conf bal dia min max est temp reg std rec ref cont sub sol vet admin exec prob adj obj "
    "al sched temps diff gen"
)
"""Those of DOTTED that are words, too: short only where the sentence goes on in lower case."""

BEFORE_NUMBERS = {
    "fig": "figure", "figs": "figures", "vol": "volume", "vols": "volumes", "ch": "chapter",
    "chap": "chapter", "sec": "section", "sect": "section", "p": "page", "pp": "pages",
    "pg": "page", "pgs": "pages", "eq": "equation", "eqs": "equations", "ca": "circa",
    "c": "circa", "no": "number", "nos": "numbers", "nr": "number", "art": "article",
    "para": "paragraph", "par": "paragraph", "pt": "part", "ex": "example", "ext": "extension",
    "apt": "apartment", "ste": "suite", "rm": "room", "bldg": "building", "ver": "version",
    "vers": "version",
    "op": "opus", "est": "established", "ln": "line", "app": "appendix", "tab": "table",
    "fl": "floor", "hwy": "highway", "rte": "route", "rt": "route", "ref": "reference",
    "acct": "account", "tel": "telephone", "ph": "phone", "ep": "episode", "eps": "episodes",
    "mi": "mile", "max": "maximum", "min": "minimum", "approx": "approximately", "q": "question",
    "flt": "flight", "grp": "group", "v": "verse", "vv": "verses", "col": "column", "lot": "lot",
    "cat": "category", "gm": "game", "mt": "Mount", "cl": "clause", "vis": "visibility",
    "fn": "footnote", "rms": "rooms", "chs": "chapters", "secs": "sections", "ll": "lines",
    "dia": "diameter", "temps": "temperatures",
    "lat": "latitude", "sc": "scene", "inv": "invoice", "resp": "respiration",
    "pop": "population", "iss": "issue", "temp": "temperature",
    "tbl": "table", "alt": "altitude", "prop": "proposition", "amend": "amendment",
    "amdt": "amendment", "thm": "theorem", "lem": "lemma", "cor": "corollary", "rmk": "remark",
    "l": "line", "bk": "book", "lv": "level", "lvl": "level", "gr": "grade",
    "subsec": "subsection", "ans": "answer", "opt": "option", "subsecs": "subsections",
    "s": "section",
    "ss": "sections",
    "sch": "schedule", "sched": "schedule",
}  # fmt: skip
"""With a point and a number behind it."""
