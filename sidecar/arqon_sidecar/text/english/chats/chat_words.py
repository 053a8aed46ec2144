"""What people type for words in chats, and which of it is said letter by letter."""

from __future__ import annotations

from arqon_sidecar.text.english.shortenings.shortenings import DOTTED
from arqon_sidecar.text.english.vocabulary import words

__all__ = ["ALSO_CODE", "LETTERS", "WORDS"]

LETTERS = words(
    "afaik afk brb btw dm dms fwiw fyi gtg hmu idc idgaf idk iirc ikr ilysm imho imo irl jk "
    "lmao lmk mfw nbd ngl nsfw nvm omg omw oomf ootd otoh rsvp smh tbd tbh tgif tldr tmi ttyl "
    "tysm wbu wdym wfh wtf wyd ymmv istg iykyk idek icymi eod idts lmfao wya byob aka nyc pov faq"
)
"""Said letter by letter; a dictionary or a voice takes some of them for words."""
_ALSO_WITHOUT_POINT = words(
    "appt appts attn acct accts pkg pkgs mgr mgmt doz prob yrs wks mktg acctg maint "
    "svcs bdrm bdrms rcvd pymt pymts mths"
)
WORDS = {
    "pls": "please", "plz": "please", "thx": "thanks", "thnx": "thanks", "tnx": "thanks",
    "ppl": "people", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "ur": "your",
    "abt": "about", "cuz": "because", "bday": "birthday", "xmas": "Christmas", "msg": "message",
    "msgs": "messages", "mtg": "meeting", "mtgs": "meetings", "addr": "address", "tho": "though",
    "luv": "love", "sry": "sorry", "srsly": "seriously", "probs": "probably",
    "obv": "obviously", "txt": "text", "tix": "tickets", "rly": "really", "xfer": "transfer",
    "wkday": "weekday", "wkdays": "weekdays", "wknds": "weekends",
    "tyvm": "thank you very much",
    "ov": "overs", "wkts": "wickets", "wkt": "wicket", "wknd": "weekend", "wkend": "weekend",
    "2nite": "tonight", "2night": "tonight", "2day": "today", "2moro": "tomorrow",
    "2morrow": "tomorrow", "gr8": "great", "l8r": "later", "l8": "late", "w8": "wait", "m8": "mate",
    "str8": "straight", "4ever": "forever", "4get": "forget", "any1": "anyone",
    "every1": "everyone", "some1": "someone", "sum1": "someone", "no1": "no one",
    "yday": "yesterday", "btwn": "between", "faqs": "FAQs", "ofc": "of course",
    "wkends": "weekends",
} | {short: DOTTED[short] for short in _ALSO_WITHOUT_POINT}  # fmt: skip
ALSO_CODE = words("addr msg acct prob pkg mgr txt")
"""Names in programs, too: short forms only between plain words."""
