"""Reads replies as matrix does: the filters and the score of the tasks that matrix generates for its own benchmarks.

A port of the package dev.matrix.scoring to plain Python, so that lm-eval's own numbers for these tasks are matrix's scores,
item by item, and the tasks can be run by lm-eval alone. The names are those of the classes there, which say why a rule is as
it is; whoever changes one changes the other. Lengths of texts are counted in UTF-16 units, as Java counts them.
"""

import decimal
import re
import unicodedata

NOTHING_READ = "[invalid]"

# --- What lm-eval calls: filters (replies and documents of a task, in order) and scores (one document, what a filter read) ---


def strict_letter(resps, docs):
    return _each(resps, docs, lambda reply, doc: _letter(LetterExtraction(doc["matrix_options"]).strict(reply)))


def lenient_letter(resps, docs):
    return _each(resps, docs, lambda reply, doc: _letter(LetterExtraction(doc["matrix_options"]).lenient(reply)))


def strict_number(resps, docs):
    return _each(resps, docs, lambda reply, doc: _shown(number_strict(reply)))


def lenient_number(resps, docs):
    return _each(resps, docs, lambda reply, doc: _shown(number_lenient(reply)))


def strict_text(resps, docs):
    return _each(resps, docs, lambda reply, doc: TextExtraction(doc["matrix_target"]).strict(reply))


def lenient_text(resps, docs):
    return _each(resps, docs, lambda reply, doc: TextExtraction(doc["matrix_target"]).lenient(reply))


def score_letter(doc, results):
    return _score(results[0] in doc["matrix_target"])


def score_number(doc, results):
    read = results[0]
    return _score(read != NOTHING_READ and decimal.Decimal(read) == decimal.Decimal(doc["matrix_target"][0]))


def score_text(doc, results):
    return _score(TextExtraction(doc["matrix_target"]).is_accepted(results[0]))


def _score(right):
    return {"exact_match": 1.0 if right else 0.0}


def _each(resps, docs, read):
    found = []
    for replies, doc in zip(resps, docs):
        readings = (read(ReplyText(reply), doc) for reply in replies)
        found.append([NOTHING_READ if reading is None else reading for reading in readings])
    return found


def _letter(position):
    return None if position is None else chr(ord("A") + position)


def _shown(number):
    if number is None:
        return None
    return "0" if number == 0 else format(EXACT.normalize(number), "f")


# --- Java's view of text ---


def _length(text):
    """The length in UTF-16 units."""
    return len(text) + sum(1 for c in text if c > "\uffff")


def _after(text, start, units):
    """The index after so many UTF-16 units, at most the end."""
    at = start
    left = units
    while at < len(text) and left > 0:
        left -= 2 if text[at] > "\uffff" else 1
        at += 1
    return at


def _is_letter_or_digit(c):
    return c.isalpha() or c.isdecimal()


def _is_unit_letter(c):
    """Of the characters that need two units Java sees halves here."""
    return c.isalpha() and c <= "\uffff"


def _is_whitespace(c):
    if c in "\u00a0\u2007\u202f":
        return False
    return "\t" <= c <= "\r" or "\x1c" <= c <= " " or unicodedata.category(c) in ("Zs", "Zl", "Zp")


def _strip(text):
    start = 0
    end = len(text)
    while start < end and _is_whitespace(text[start]):
        start += 1
    while end > start and _is_whitespace(text[end - 1]):
        end -= 1
    return text[start:end]


# Java's \b counts the letters of every script as parts of words. In what is searched each of them is one stand-in (OTHER),
# but those that the patterns name.
OTHER = "\u00aa"
NAMED = "答案是为抱歉对不起無法回无"
PART = f"[0-9A-Za-z_{OTHER}{NAMED}]"
FLAGS = re.ASCII | re.IGNORECASE


def _pattern(text):
    """A pattern in which < and > are the start and the end of a word."""
    return re.compile(text.replace("<", f"(?<!{PART})").replace(">", f"(?!{PART})"), FLAGS)


def _searched(text):
    """The text as patterns see it, of the same length."""
    if text.isascii():
        return text
    seen = []
    part = False
    for c in text:
        if c < "\x80":
            part = c.isalnum()
            seen.append(c)
            continue
        mark = unicodedata.category(c) == "Mn"
        part = part if mark else _is_letter_or_digit(c)
        if c in NAMED or not (part or unicodedata.category(c) in ("No", "Nl") or c == OTHER):
            seen.append(c)
        else:
            seen.append(OTHER if part else "\u00b7")
    return "".join(seen)


# --- ReplyText, CharacterFolding ---

HEAD = 8_000
TAIL = 24_000
NEXT_TURN = re.compile(
    r"\n[ \t]{0,8}(?:#{1,4} ?)?(?:\*\*)?(?:Question|Q|User|Human|Instruction)(?: [0-9]{1,3})?(?:\*\*)?:"
)


class ReplyText:
    def __init__(self, raw):
        self.text = _fold(_window(_without_thinking(raw)))

    def first_turn(self):
        for found in NEXT_TURN.finditer(self.text):
            before = self.text[: found.start()]
            if _strip(before):
                return before
        return self.text


def _without_thinking(raw):
    end = raw.rfind("</think>")
    rest = raw if end < 0 else raw[end + len("</think>") :]
    start = rest.find("<think>")
    return rest if start < 0 else rest[:start]


def _window(text):
    if _length(text) <= HEAD + TAIL:
        return text
    units = _units(text)
    end = HEAD
    while end > 0 and _joins(units[end - 1]):
        end -= 1
    start = len(units) - TAIL
    while start < len(units) and _joins(units[start]):
        start += 1
    return _whole(units[:end] + "\n" + units[start:])


def _units(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw), 2))


def _whole(units):
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _joins(c):
    return _is_letter_or_digit(c) or "\ud800" <= c <= "\udfff" or c in ".,-+/:'"


MAX_MARKS = 4
ENCLOSED = (0x24B6, 0x1F110, 0x1F130, 0x1F150, 0x1F170)
SIGNS = {
    "\u2212": "-",
    "\ufe63": "-",
    "\u2044": "/",
    "\u066a": "%",
    "\u066b": ".",
    "\u066c": ",",
    "\u3001": ",",
    "\u3002": ".",
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u0085": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}


def _fold(text):
    out = []
    marks = 0
    for c in text:
        if c < "\x80":
            marks = 0
            out.append(_fold_ascii(c))
            continue
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            out.append(_fold_other(c, out))
    return "".join(out)


def _fold_ascii(c):
    if (c >= " " and c != "\x7f") or c == "\n":
        return c
    return "\n" if c in "\r\f\x0b" else " "


def _fold_other(c, out):
    code = ord(c)
    category = unicodedata.category(c)
    if category == "Nd":
        return str(unicodedata.decimal(c))
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    for first in ENCLOSED:
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    if 0x1D400 <= code <= 0x1D7FF:
        return unicodedata.normalize("NFKC", c)
    if category == "No":
        return _fold_number(c, out)
    if category == "Cf":
        return ""
    if c in SIGNS:
        return SIGNS[c]
    return " " if category in ("Zs", "Zl", "Zp") else c


def _fold_number(c, out):
    plain = unicodedata.normalize("NFKC", c)
    if "\u2044" not in plain:
        return c
    last = next((piece[-1] for piece in reversed(out) if piece), "")
    return (" " if last.isdecimal() else "") + plain.replace("\u2044", "/")


# --- Refusal ---

DECLINES = _pattern(
    "<(?:i'?m|i am|we are|we're) (?:(?:really|very|so|truly|terribly) )?(?:sorry|unable to|not able to|afraid i)"
    "|<i (?:simply |really |just )?(?:can'?t|cannot|can not|won'?t|will not|could not|couldn'?t) "
    "(?:help|assist|answer|provide|comply|fulfil|do that|do this|engage|discuss|choose|select|determine|solve|continue|give|respond"
    "|complete|support|offer|participate|generate|make)"
    "|<i (?:must|have to|need to|will) (?:decline|refuse)"
    "|<i (?:decline|refuse) to>"
    "|<i (?:do not|don't) (?:feel comfortable|have the ability|have access)"
    "|<(?:my|our|sincere) apologies>|<i apologi[sz]e>|^[^0-9A-Za-z_]{0,4}(?:sorry|apologies)>"
    r"|<as an ai>[^.\n]{0,60}<(?:cannot|can'?t|don't|do not|unable|not able)>"
    "|<against my (?:guidelines|programming|policy|policies)>"
    "|抱歉|对不起|無法回答|无法回答"
)


def _refuses(text):
    start = text.lstrip(" \n")
    head = _searched(start[: _after(start, 0, 300)])
    return any(_may_begin(head, at) and DECLINES.match(head, at) for at in range(len(head)))


def _may_begin(head, at):
    c = head[at]
    if at == 0 or c > "\x7f":
        return True
    before = head[at - 1]
    return c in "iwmosaIWMOSA" and not _is_letter_or_digit(before)


# --- Lexer, Token ---

WORD = "word"
PUNCTUATION = "punctuation"
LINE_BREAK = "line break"
NOTHING = "nothing"

IDEOGRAPHIC = (
    (0x3006, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303A),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0x16FE4, 0x16FE4),
    (0x17000, 0x187F7),
    (0x18800, 0x18CD5),
    (0x18D00, 0x18D08),
    (0x1B170, 0x1B2FB),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EBE0),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
)


class Token:
    __slots__ = ("kind", "text", "lower", "spaced", "line_first")

    def __init__(self, kind, text, spaced, line_first):
        self.kind = kind
        self.text = text
        self.lower = text.lower()
        self.spaced = spaced
        self.line_first = line_first

    @property
    def is_word(self):
        return self.kind == WORD

    @property
    def is_border(self):
        return self.kind in (LINE_BREAK, NOTHING)

    def is_any_of(self, characters):
        return self.kind == PUNCTUATION and self.text in characters


OUTSIDE = Token(NOTHING, "", True, False)


def _is_ideographic(c):
    return any(first <= ord(c) <= last for first, last in IDEOGRAPHIC)


class Lexer:
    def __init__(self, text):
        self.text = text
        self.tokens = []
        self.at = 0
        self.spaced = True
        self.line_first = True

    def all(self):
        while self.at < len(self.text):
            self._step()
        return self.tokens

    def _step(self):
        c = self.text[self.at]
        if c == "\n":
            self._line_break()
        elif _is_whitespace(c):
            self.at += 1
            self.spaced = True
        elif c == "\\":
            self._command()
        elif unicodedata.category(c) == "So" or "\ufe00" <= c <= "\ufe0f":
            self.at += 1
        elif c in "*_`~" or c in "{}$" or (self.line_first and self._is_line_mark(c)):
            self.at += 1
        elif _is_letter_or_digit(c):
            self._word(c)
        else:
            self._add(PUNCTUATION, self.at + 1)

    def _line_break(self):
        self.at += 1
        if self.tokens and self.tokens[-1].kind != LINE_BREAK:
            self.tokens.append(Token(LINE_BREAK, "\n", True, False))
        self.spaced = True
        self.line_first = True

    def _is_line_mark(self, c):
        after = self.text[self.at + 1 : self.at + 2]
        return (c in "-+\u2022\u00b7\u25cf\u25aa" and after != "" and _is_whitespace(after)) or c in "#>"

    def _command(self):
        end = self.at + 1
        while end < len(self.text) and (c := self.text[end]).isascii() and c.isalpha():
            end += 1
        if self.text[self.at + 1 : end] in ("boxed", "fbox"):
            self.at += 1
            self._add(WORD, end)
            return
        # Of a character that needs two units Java skips one, and reads the other as a mark.
        wide = end == self.at + 1 and self.text[end : end + 1] > "\uffff"
        self.at = min(self.at + 2, len(self.text)) if end == self.at + 1 else end
        self.spaced = True
        if wide:
            self.tokens.append(Token(PUNCTUATION, "\udc00", True, self.line_first))
            self.spaced = False
            self.line_first = False

    def _word(self, first):
        end = self.at + 1
        while not _is_ideographic(first) and end < len(self.text) and self._continues(end):
            end += 1
        self._add(WORD, end)

    def _continues(self, index):
        c = self.text[index]
        if c == "'":
            return index + 1 < len(self.text) and _is_unit_letter(self.text[index + 1])
        return (_is_letter_or_digit(c) and not _is_ideographic(c)) or unicodedata.category(c) == "Mn"

    def _add(self, kind, end):
        self.tokens.append(Token(kind, self.text[self.at : end], self.spaced, self.line_first))
        self.at = end
        self.spaced = False
        self.line_first = False


# --- AnswerWords ---


def _words(text):
    return frozenset(text.split())


SUBJECTS = _words("answer answer's ans solution choice option response letter pick guess conclusion result correct right 案")
LISTS = _words("choices options answers letters possibilities candidates")
LINKS = _words("is was be being remains becomes equals it's that's answer's 是 为 為")
FILLERS = _words(
    "the a an option choice letter answer number definitely clearly most likely probably indeed actually still simply just"
    " only in fact either both correct best labeled labelled marked statement item boxed"
)
NAMING = _words("option choice letter statement item")
CHOOSING = _words("choose chose choosing pick picked picking select selected selecting 选 選")
CHOOSING_WITH = _words("go going went stick opt opting vote")
OPINIONS = _words("think believe guess say suspect")
CONCLUSIONS = _words("therefore thus hence so finally conclusion ultimately")
PRONOUNS = _words("it that this which one it's that's")
NEGATIONS = _words(
    "not cannot never neither nor than unlike except without exclude excluding excluded eliminate eliminating eliminated"
    " reject rejecting discard dismiss isnt cant wasnt 非 不"
)
AUXILIARIES = _words(
    "possibly likely really definitely must should would could might may will can be have to also actually"
)
VERDICT_VERBS = _words("is was are were seems appears looks would must should can could")
VERDICT_FILLERS = _words(
    "the most best more likely clearly definitely indeed therefore thus to be my also probably actually only final been"
    " single accurate appropriate both all safely"
)
RIGHT = _words("correct right answer solution")
RIGHT_IF_PRAISED = _words("option choice one match fit")
PRAISE = _words("best most correct right accurate appropriate")
WRONG = _words(
    "incorrect wrong false inaccurate unlikely impossible irrelevant eliminated invalid excluded out untrue"
)
WRONG_SUBJECT = _words("wrong incorrect false worst least")
ALTERNATIVES = _words("or and either maybe perhaps possibly alternatively")
CONDITIONS = _words("if whether unless")
CONNECTORS = _words(
    "because since as and or not nor for with which due although but is isn't was would could cannot can't therefore so if"
    " rather while unless here has says states seems appears must should are over instead than however then hence in can"
)
REASONS = _words("because since as due")


def _negates(token):
    return token.is_word and (token.lower in NEGATIONS or token.lower.endswith("n't"))


# --- OptionTexts ---

COMPARED = 60


def _starts_with_digit(token):
    return token.text[:1].isdecimal()


class OptionTexts:
    def __init__(self, texts):
        self.options = []
        self.by_first_word = {}
        for text in texts:
            tokens = self._compared(Lexer(_fold(text)).all())
            if tokens:
                self.by_first_word.setdefault(tokens[0].lower, []).append(len(self.options))
            self.options.append(tokens)

    @staticmethod
    def _compared(tokens):
        end = len(tokens)
        while end > 0 and (tokens[end - 1].is_any_of(".") or tokens[end - 1].is_border):
            end -= 1
        return [token for token in tokens[: min(end, COMPARED)] if not token.is_border]

    def at(self, reply, index):
        """The option and the number of its tokens; None when there is none or two options share it."""
        best = None
        shared = False
        for option in self.by_first_word.get(reply.at(index).lower, ()):
            length = self._matched_length(reply, index, self.options[option])
            if length > 0 and (best is None or length >= best[1]):
                shared = best is not None and length == best[1]
                best = (option, length)
        return None if shared else best

    def is_distinctive(self, option):
        words = (token for token in self.options[option] if token.is_word)
        return sum(sum(1 for c in token.text if c.isalpha()) for token in words) >= 3

    def is_number(self, option):
        return any(_starts_with_digit(token) for token in self.options[option])

    @staticmethod
    def _matched_length(reply, index, option):
        at = index
        for wanted in option:
            if at > index and reply.at(at).kind == LINE_BREAK:
                at += 1
            if reply.at(at).lower != wanted.lower:
                return 0
            at += 1
        return 0 if OptionTexts._cuts_number(reply, index, at) else at - index

    @staticmethod
    def _cuts_number(reply, start, end):
        before = _starts_with_digit(reply.at(start)) and not reply.at(start).spaced and reply.at(start - 1).is_any_of("-.,/")
        after = (
            _starts_with_digit(reply.at(end - 1))
            and reply.at(end).is_any_of(".,/")
            and not reply.at(end).spaced
            and not reply.at(end + 1).spaced
            and _starts_with_digit(reply.at(end + 1))
        )
        return before or after


# --- ReplyTokens ---


class ReplyTokens:
    def __init__(self, text, texts, options):
        self.tokens = Lexer(text).all()
        self.texts = texts
        self.options = options

    def __len__(self):
        return len(self.tokens)

    def at(self, index):
        return self.tokens[index] if 0 <= index < len(self.tokens) else OUTSIDE

    def is_word(self, index, words):
        token = self.at(index)
        return token.kind == WORD and token.lower in words

    def option_text(self, index):
        return self.texts.at(self, index)

    def letter(self, index):
        option = self._any_letter(index)
        if option < 0 or self.is_bracketed(index):
            return option
        capital = self.at(index).text[0].isupper()
        return option if capital and not self._is_glued(index) and not self._is_article(index, option) else -1

    def lower_letter(self, index):
        option = self._any_letter(index)
        return option if option >= 0 and self.at(index).text[0].islower() and not self.is_bracketed(index) else -1

    def is_bracketed(self, index):
        if not self.at(index - 1).is_any_of("([") or not self.at(index + 1).is_any_of(")]"):
            return False
        outside = self.at(index - 2)
        attached = outside.is_word and not self.at(index - 1).spaced
        return not attached or (self.at(index).text[0].isupper() and _length(outside.text) > 1)

    def after_letter(self, index):
        after = index + 1
        while self.at(after).is_any_of(")]\"':.") and after < index + 4:
            after += 1
        return after

    def _any_letter(self, index):
        token = self.at(index)
        if token.kind != WORD or len(token.text) != 1:
            return -1
        option = ord(token.lower[0]) - ord("a")
        return option if 0 <= option < self.options else -1

    def _is_glued(self, index):
        return self._is_glued_right(index) or self._is_glued_left(index)

    def _is_glued_right(self, index):
        after = self.at(index + 1)
        second = self.at(index + 2)
        if after.spaced or after.is_border:
            return False
        word = second.is_word and not second.spaced
        return (
            after.is_any_of("+#&@^")
            or (after.is_any_of("-/") and word and self._letter_alone(index + 2) < 0)
            or (after.is_any_of(".") and word and _length(second.text) == 1)
        )

    def _letter_alone(self, index):
        return self._any_letter(index) if self.at(index - 1).is_any_of("/") else -1

    def _is_glued_left(self, index):
        mark = self.at(index - 1)
        before = self.at(index - 2)
        if self.at(index).spaced or mark.spaced or not before.is_word:
            return False
        return (
            (mark.is_any_of("-") and before.lower not in SUBJECTS)
            or (mark.is_any_of(".") and _length(before.text) == 1)
            or mark.is_any_of("&")
        )

    def _is_article(self, index, option):
        if self.at(index).text not in ("A", "I") or not self.at(index + 1).is_word:
            return False
        found = self.option_text(index + 1)
        return not self.is_word(index + 1, CONNECTORS) and (found is None or found[0] != option)


# --- Stance, LeftContext, Verdict ---

STATED = "stated"
CONCLUDED = "concluded"
DENIED = "denied"
IS_NAMED = "named"
NONE = "none"


class LeftContext:
    NEAR = 12
    JOINTS = 4
    SUBJECT_WORDS = 14
    SUBJECT_WORDS_BEFORE_COLON = 6
    SUBJECT_WORDS_BEFORE_DASH = 2

    def __init__(self, reply):
        self.reply = reply

    def before(self, index, joints=0):
        named = False
        new_line = False
        for at in range(index - 1, index - self.NEAR - 1, -1):
            token = self.reply.at(at)
            if token.kind == LINE_BREAK:
                new_line = True
            elif token.is_any_of(":"):
                return self._subject(at - 1, self.SUBJECT_WORDS_BEFORE_COLON, named)
            elif new_line:
                return NONE
            elif self.reply.is_word(at, NAMING):
                named = True
            elif not token.is_any_of("([\"'<|") and not self._is_filler(at, named):
                return self._decide(at, named, joints)
        return _fallback(named)

    def _is_filler(self, at, named):
        statement = not named and self.reply.is_word(at, ("answer", "boxed"))
        return self.reply.is_word(at, FILLERS) and not statement

    def _decide(self, at, named, joints):
        token = self.reply.at(at)
        if _negates(token) or self._is_denying_phrase(at):
            return DENIED
        if token.is_any_of("=>\u2192-\u2013\u2014"):
            return self._subject(at - 1, self.SUBJECT_WORDS_BEFORE_DASH, named)
        if self.reply.is_word(at, LINKS):
            return self._linked(at, named)
        if self.reply.is_word(at, ("boxed",)):
            return STATED
        if self.reply.is_word(at, ("answer",)):
            return self._modified(at)
        return self._decide_loosely(at, named, joints)

    def _decide_loosely(self, at, named, joints):
        reply = self.reply
        chosen_with = reply.is_word(at, ("with", "for")) and reply.is_word(at - 1, CHOOSING_WITH)
        if chosen_with or reply.is_word(at, CHOOSING):
            return self._held(at - 1 if chosen_with else at, STATED)
        if reply.is_word(at, OPINIONS):
            return self._held(at, CONCLUDED)
        conclusion = at - 1 if reply.at(at).is_any_of(",") else at
        if reply.is_word(conclusion, CONCLUSIONS):
            return CONCLUDED
        if reply.is_word(at, ("but", "rather")) and self._denies_before(at, joints):
            return STATED
        if reply.is_word(at, ("and", "or")) and self._denies_before(at, joints):
            return DENIED
        return _fallback(named)

    def _is_denying_phrase(self, at):
        reply = self.reply
        return (reply.is_word(at, ("of",)) and reply.is_word(at - 1, ("instead",))) or (
            reply.is_word(at, ("out",)) and reply.is_word(at - 1, ("rule", "ruled", "ruling"))
        )

    def _held(self, verb, stance):
        return DENIED if any(_negates(self.reply.at(at)) for at in range(verb - 3, verb)) else stance

    def _denies_before(self, at, joints):
        if joints >= self.JOINTS:
            return False
        for left in range(at - 1, at - 5, -1):
            if self.reply.letter(left) >= 0:
                return self.before(left, joints + 1) == DENIED
        return False

    def _linked(self, link, named):
        at = link - 1
        while self.reply.is_word(at, AUXILIARIES) and at > link - 5:
            at -= 1
        if _negates(self.reply.at(at)):
            return DENIED
        pronoun = self.reply.is_word(link, PRONOUNS) or self.reply.is_word(at, PRONOUNS)
        subject = self._subject(at, self.SUBJECT_WORDS, named)
        return self._pronoun_subject(at, link) if pronoun and subject != STATED else subject

    def _pronoun_subject(self, pronoun, link):
        at = link - 1 if self.reply.is_word(link, PRONOUNS) else pronoun - 1
        while (self.reply.is_word(at, PRONOUNS) or self.reply.at(at).is_any_of(",")) and at > link - 6:
            at -= 1
        if self.reply.is_word(at, OPINIONS):
            return self._held(at, CONCLUDED)
        return CONCLUDED if self.reply.is_word(at, CONCLUSIONS) else IS_NAMED

    def _subject(self, start, limit, named):
        for at in range(start, start - limit, -1):
            token = self.reply.at(at)
            if token.is_border or token.is_any_of(".!?;") or self.reply.is_word(at, LISTS):
                return _fallback(named)
            if self.reply.is_word(at, SUBJECTS):
                return self._modified(at)
            if self.reply.letter(at) >= 0:
                return _fallback(named)
        return _fallback(named)

    def _modified(self, subject):
        at = subject - 1
        while at >= subject - 3 and self.reply.at(at).is_word:
            if self.reply.is_word(at, WRONG_SUBJECT) or _negates(self.reply.at(at)):
                return DENIED
            at -= 1
        return STATED


def _fallback(named):
    return IS_NAMED if named else NONE


class Verdict:
    OPTION_TEXT = 30
    FILLERS = 7

    def __init__(self, reply):
        self.reply = reply

    def after(self, letter):
        if self._is_conditional(letter):
            return NONE
        after = self.reply.after_letter(letter)
        if self.reply.is_word(after, VERDICT_VERBS) or self._is_negated_verb(after):
            return self._judgement(after)
        if after > letter + 1:
            return self._after_option_text(after)
        return self._joined(after)

    def _is_conditional(self, letter):
        at = letter - 1
        while self.reply.at(at).is_any_of("(\"'") or self.reply.is_word(at, NAMING):
            at -= 1
        return self.reply.is_word(at, CONDITIONS)

    def _is_negated_verb(self, index):
        return self.reply.at(index).lower.endswith("n't") or self.reply.is_word(index, ("cannot",))

    def _after_option_text(self, start):
        reply = self.reply
        for at in range(start, start + self.OPTION_TEXT):
            token = reply.at(at)
            if token.is_border or token.is_any_of("!?;") or reply.letter(at) >= 0:
                return NONE
            if token.is_any_of(".") and reply.at(at + 1).spaced:
                return NONE
            stance = self._verdict_word(at) if self._ends_line(at) else NONE
            if stance == NONE and (reply.is_word(at, VERDICT_VERBS) or self._is_negated_verb(at)):
                stance = self._judgement(at)
            if stance != NONE:
                return stance
        return NONE

    def _joined(self, after):
        reply = self.reply
        joint = reply.is_word(after, ("and", "or")) or reply.at(after).is_any_of(",")
        second = after + 2 if reply.is_word(after + 1, NAMING) else after + 1
        if not joint or reply.letter(second) < 0:
            return NONE
        verb = reply.after_letter(second)
        denied = reply.is_word(verb, VERDICT_VERBS) and self._judgement(verb) == DENIED
        return DENIED if denied and not reply.is_word(verb, ("is",)) else NONE

    def _judgement(self, verb):
        if self._is_negated_verb(verb):
            return DENIED
        praised = False
        at = verb + 1
        while self.reply.is_word(at, VERDICT_FILLERS) and at <= verb + self.FILLERS:
            praised = praised or self.reply.is_word(at, PRAISE)
            at += 1
        stance = self._verdict_word(at)
        best = praised and (self.reply.is_word(at, RIGHT_IF_PRAISED) or not self.reply.at(at).is_word)
        return STATED if stance == NONE and best else stance

    def _verdict_word(self, at):
        if _negates(self.reply.at(at)) or self.reply.is_word(at, WRONG):
            return DENIED
        return STATED if self.reply.is_word(at, RIGHT) else NONE

    def _ends_line(self, index):
        after = index + 1
        while self.reply.at(after).is_any_of(").!]") and after < index + 4:
            after += 1
        return self.reply.at(after).is_border and self.reply.at(index - 1).is_any_of("([-\u2013\u2014:,")


# --- LetterLines, LetterStatements, LetterExtraction ---


class LetterLines:
    LONG_LIST = 3

    def __init__(self, reply):
        self.reply = reply
        self.only_letters = set()
        self.labels = []
        self.listed = set()
        self.long_listed = set()
        verdict = Verdict(reply)
        left = LeftContext(reply)
        for at in range(len(reply)):
            if reply.letter(at) < 0:
                continue
            if self.is_only(reply, at):
                self.only_letters.add(reply.letter(at))
            if self._is_label(at) and verdict.after(at) != DENIED and left.before(at) != DENIED:
                self.labels.append(at)
        self._mark_lists()

    def label(self):
        only = None
        outside = False
        for at in self.labels:
            if at in self.listed or not self._starts_line(at):
                continue
            if only is not None and only != self.reply.letter(at):
                return None
            only = self.reply.letter(at)
            outside = outside or self._is_first_line(at) or self._is_last_line(at)
        return only if outside else None

    @staticmethod
    def only(reply, line_start):
        at = line_start
        while reply.at(at).is_any_of("([\"'") and at < line_start + 3:
            at += 1
        return at if reply.letter(at) >= 0 and LetterLines.is_only(reply, at) else -1

    @staticmethod
    def is_only(reply, letter):
        left = letter - 1
        while reply.at(left).is_any_of("([\"'") and left > letter - 4:
            left -= 1
        right = letter + 1
        while reply.at(right).is_any_of(")]\"'.:,;!") and right < letter + 5:
            right += 1
        return reply.at(left).is_border and reply.at(right).is_border

    def _is_label(self, at):
        reply = self.reply
        after = reply.at(at + 1)
        if after.is_any_of(").:]"):
            ends_line = after.is_any_of(".") and reply.at(at + 2).is_border and not self._starts_line(at)
            return (reply.at(at).spaced or reply.is_bracketed(at)) and not ends_line
        if not self._starts_line(at):
            return False
        found = reply.option_text(at + 1)
        return (
            after.is_any_of("-\u2013\u2014=;")
            or (after.is_any_of(",") and reply.letter(at + 2) < 0 and not reply.is_word(at + 2, ALTERNATIVES))
            or reply.is_word(at + 1, REASONS)
            or (found is not None and found[0] == reply.letter(at))
        )

    def _starts_line(self, at):
        before = self.reply.at(at - 1)
        return self.reply.at(at).line_first or (before.line_first and before.is_any_of("([\"'"))

    def _is_first_line(self, at):
        return self.reply.at(at - 2 if self.reply.is_bracketed(at) else at - 1).kind == NOTHING

    def _is_last_line(self, at):
        text = self.reply.after_letter(at)
        found = self.reply.option_text(text)
        end = text if found is None else text + found[1]
        while self.reply.at(end).is_any_of(".!\"')") and end < text + COMPARED + 4:
            end += 1
        return found is not None and end >= len(self.reply) - 1 and self.reply.at(end).is_border

    def _mark_lists(self):
        start = 0
        letters = [self.reply.letter(at) for at in self.labels]
        for i in range(1, len(self.labels) + 1):
            if i < len(self.labels) and letters[i] == letters[i - 1] + 1:
                continue
            if i - start >= 2:
                self.listed.update(self.labels[start:i])
            if i - start >= self.LONG_LIST:
                self.long_listed.update(self.labels[start:i])
            start = i


SEVERAL = -1


class LetterStatements:
    REPEATS_TASK = 3

    def __init__(self, reply, lines):
        self.reply = reply
        self.lines = lines
        self.left = LeftContext(reply)
        self.verdict = Verdict(reply)
        self.named = set()
        self.last = None
        for at in range(len(reply)):
            self._visit(at)

    def _visit(self, at):
        letter = self.reply.letter(at)
        if letter >= 0:
            self._visit_letter(at, letter)
        elif self.reply.lower_letter(at) >= 0:
            self._visit_lower_letter(at)
        else:
            found = self.reply.option_text(at)
            if found is not None and self.left.before(at) == STATED:
                self.last = found[0]

    def _visit_letter(self, at, letter):
        stance = self._stance(at)
        if stance == STATED or (stance == CONCLUDED and self._is_closed(at)):
            self._state(at, letter)
        elif stance != DENIED and self._is_alone(at):
            self.last = letter
        elif (stance == IS_NAMED or (stance == NONE and self._has_bracket(at))) and at not in self.lines.long_listed:
            self.named.add(letter)

    def _stance(self, at):
        before = self.left.before(at)
        after = self.verdict.after(at)
        if before == DENIED or after == NONE:
            statement = before in (STATED, CONCLUDED)
            return NONE if statement and at in self.lines.long_listed else before
        return after

    def _is_alone(self, at):
        return len(self.lines.only_letters) == 1 and LetterLines.is_only(self.reply, at)

    def _has_bracket(self, at):
        return self.reply.is_bracketed(at) or (self.reply.at(at + 1).is_any_of(")") and self.reply.at(at).spaced)

    def _is_closed(self, at):
        after = self.reply.after_letter(at)
        return after > at + 1 or not self.reply.at(after).is_word or self.reply.is_word(after, REASONS)

    def _state(self, at, letter):
        others = self._other_letters(at, letter)
        if others == 0:
            self.last = letter
        elif others + 1 < self.REPEATS_TASK:
            self.last = SEVERAL

    def _other_letters(self, at, letter):
        others = 0
        after = self._after_joint(self.reply.after_letter(at))
        while after >= 0 and others < self.REPEATS_TASK and self._is_joined(after):
            others += 0 if self.reply.letter(after) == letter else 1
            after = self._after_joint(self.reply.after_letter(after))
        return others

    def _after_joint(self, index):
        after = index
        while after < index + 3 and (self.reply.at(after).is_any_of(",/&") or self.reply.is_word(after, ALTERNATIVES)):
            after += 1
        if after == index:
            return -1
        while after < index + 6 and (self.reply.is_word(after, NAMING) or self.reply.at(after).is_any_of("([\"'")):
            after += 1
        return after

    def _is_joined(self, at):
        return self.reply.letter(at) >= 0 and not self.reply.is_word(self.reply.after_letter(at), VERDICT_VERBS)

    def _visit_lower_letter(self, at):
        after = self.reply.at(at + 1)
        ended = after.is_any_of(".)]\"'!,;:")
        article = self.reply.is_word(at, ("a", "i"))
        still_open = after.is_border or self.reply.is_word(at + 1, REASONS)
        letter = ended or (still_open and (not article or self.reply.at(at - 1).is_any_of(":")))
        if letter and self.left.before(at) == STATED:
            self.last = self.reply.lower_letter(at)


class LetterExtraction:
    def __init__(self, options):
        self.texts = OptionTexts(options)
        self.options = len(options)

    def strict(self, reply):
        tokens = self._tokens(reply.text)
        first = LetterLines.only(tokens, 0)
        return tokens.letter(first) if first >= 0 and len(LetterLines(tokens).only_letters) == 1 else None

    def lenient(self, reply):
        first_turn = reply.first_turn()
        read = self._read(first_turn)
        return self._read(reply.text) if read is None and len(first_turn) < len(reply.text) else read

    def _read(self, text):
        tokens = self._tokens(text)
        lines = LetterLines(tokens)
        statements = LetterStatements(tokens, lines)
        if statements.last is not None:
            return None if statements.last == SEVERAL else statements.last
        label = lines.label()
        if label is not None:
            return label
        if len(statements.named) == 1:
            return next(iter(statements.named))
        no_letters = not statements.named and not lines.labels
        return self._quoted(tokens) if no_letters and not _refuses(text) else None

    def _quoted(self, tokens):
        only = None
        at = 0
        while at < len(tokens):
            found = self.texts.at(tokens, at)
            if found is not None:
                if self._counts(tokens, at, found):
                    if only is not None and only != found[0]:
                        return None
                    only = found[0]
                at += found[1] - 1
            at += 1
        return only

    def _counts(self, tokens, at, found):
        if LeftContext(tokens).before(at) == DENIED:
            return False
        end = at + found[1]
        while tokens.at(end).is_any_of(".!\"')") or tokens.at(end).kind == LINE_BREAK:
            end += 1
        last = end >= len(tokens)
        return self.texts.is_distinctive(found[0]) or (last and (at == 0 or self.texts.is_number(found[0])))

    def _tokens(self, text):
        return ReplyTokens(text, self.texts, self.options)


# --- LatexNumbers ---

FRACTION = re.compile(r"\\[dt]?frac ?\{ ?(-?[0-9]{1,40}) ?\} ?\{ ?([0-9]{1,40}) ?\}")
ESCAPED = re.compile(r"\\([$%#&_{}])")
SPACING = re.compile(r"\\[,;: ]")
DELIMITER = re.compile(r"\\[()\[\]!]")
COMMAND = re.compile(r"\\(?!boxed)[a-zA-Z]{1,20}")


def _plain_numbers(text):
    if "\\" not in text and "{" not in text:
        return text
    plain = FRACTION.sub(r" \1/\2 ", text)
    plain = plain.replace("{,}", ",").replace("\\!", "")
    plain = ESCAPED.sub(r"\1", plain)
    plain = SPACING.sub(" ", plain)
    plain = DELIMITER.sub(" ", plain)
    return COMMAND.sub(" ", plain)


# --- NumberScanner ---

MAX_DIGITS = 40
CURRENCIES = "$\u20ac\u00a3\u00a5\u20b9"
DASHES = "-\u2013\u2014"
CURRENCY_CODES = _words("usd us eur gbp rs inr aud cad")
ORDINALS = _words("st nd rd th")
EXACT = decimal.Context(prec=400, Emin=-9999, Emax=9999)
# Java's MathContext.DECIMAL128.
DIVISION = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-9999, Emax=9999)


class NumberToken:
    __slots__ = ("start", "end", "value")

    def __init__(self, start, end, value):
        self.start = start
        self.end = end
        self.value = value


class NumberScanner:
    def __init__(self, text):
        self.text = text
        self.tokens = []
        self.at = 0

    def all(self):
        while self.at < len(self.text):
            if self._is_digit(self.at):
                self._number()
            else:
                self.at += 1
        return self.tokens

    def _number(self):
        digits = self.at - 1 if self._starts_with_dot(self.at) else self.at
        start = self._with_sign(digits)
        named = self._is_part_of_name(digits)
        self.at = self._run_end(self.at)
        value = self._exponent(self._plain(self.text[digits : self.at]))
        if self._is_ordinal() or named:
            value = None
        value = None if self._chained() else self._fraction(value)
        negative = start < digits and self._is_negative(start, digits)
        self._add(start, value.copy_negate() if negative and value is not None else value)

    def _add(self, start, value):
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.value is not None and value is not None and self._is_mixed(last, start, value):
            whole = last.value
            total = EXACT.subtract(whole, value) if whole < 0 else EXACT.add(whole, value)
            self.tokens[-1] = NumberToken(last.start, self.at, total)
            return
        self.tokens.append(NumberToken(start, self.at, value))

    def _is_mixed(self, whole, start, fraction):
        digits = self.text[whole.start : whole.end]
        return (
            self.text[start : self.at].find("/") > 0
            and start == whole.end + 1
            and self.text[whole.end] == " "
            and "/" not in digits
            and "." not in digits
            and 0 < fraction < 1
        )

    def _run_end(self, start):
        end = start
        while self._is_digit(end) or (self._is_any_of(end, ",.") and self._is_digit(end + 1)):
            if self._is_any_of(end, ",") and not self._is_group(end + 1) and self._is_list(start, end):
                return end
            end += 1
        return self._spaced_groups(start, end)

    def _is_list(self, start, comma):
        return "." not in self.text[max(start, comma - MAX_DIGITS) : comma]

    def _is_group(self, start):
        two = (
            self._is_digit(start)
            and self._is_digit(start + 1)
            and self._is_any_of(start + 2, ",")
            and self._is_group_of_three(start + 3)
        )
        return two or self._is_group_of_three(start)

    def _is_group_of_three(self, start):
        return (
            self._is_digit(start)
            and self._is_digit(start + 1)
            and self._is_digit(start + 2)
            and not self._is_digit(start + 3)
        )

    def _spaced_groups(self, start, end):
        last = end
        if last - start > 3 or "." in self.text[start:last] or (start > 0 and self._is_any_of(start - 1, ".")):
            return end
        while self._is_any_of(last, " ") and self._is_group_of_three(last + 1):
            last += 4
        if last > end and self._is_any_of(last, ".") and self._is_digit(last + 1):
            last += 1
            while self._is_digit(last):
                last += 1
        return last

    @staticmethod
    def _plain(run):
        digits = run.replace(",", "").replace(" ", "")
        dot = digits.find(".")
        malformed = dot >= 0 and (digits.find(".", dot + 1) >= 0 or run.find(",", run.find(".")) >= 0)
        return None if malformed or len(digits) > MAX_DIGITS else decimal.Decimal(digits)

    def _exponent(self, mantissa):
        is_e = self._is_any_of(self.at, "eE")
        sign = self.at + 2 if is_e and self._is_any_of(self.at + 1, "+-") else self.at + 1
        if not is_e or not self._is_digit(sign):
            return mantissa
        negative = self.text[sign - 1] == "-"
        self.at = sign
        while self._is_digit(self.at):
            self.at += 1
        if mantissa is None or self.at - sign > 2 or self._is_latin(self.at):
            return None
        power = int(self.text[sign : self.at])
        return None if power > MAX_DIGITS else EXACT.scaleb(mantissa, -power if negative else power)

    def _is_ordinal(self):
        return self._word(self.at, self.at + 2) in ORDINALS and not self._is_latin(self.at + 2)

    def _chained(self):
        chained = False
        after = self._link(self.at)
        while after > 0:
            chained = True
            self.at = self._run_end(after)
            after = self._link(self.at)
        return chained

    def _link(self, start):
        if self._is_any_of(start, DASHES + ":"):
            digit = start + 2 if self._is_any_of(start + 1, CURRENCIES) else start + 1
            return digit if self._is_digit(digit) else -1
        slash = self._is_any_of(start, "/") and self._is_digit(start + 1)
        date = (
            slash
            and self._is_any_of(self._skip_digits(start + 1), "/")
            and self._is_digit(self._skip_digits(start + 1) + 1)
        )
        return start + 1 if date or (slash and self._was_slashed(start)) else -1

    def _was_slashed(self, start):
        left = start - 1
        while left > 0 and left > start - 6 and self._is_digit(left):
            left -= 1
        return left >= 0 and self._is_any_of(left, "/") and left > 0 and self._is_digit(left - 1)

    def _skip_digits(self, start):
        end = start
        while self._is_digit(end) and end < start + MAX_DIGITS:
            end += 1
        return end

    def _fraction(self, numerator):
        slash = self.at + 1 if self._is_any_of(self.at, " ") else self.at
        digit = slash + 2 if self._is_any_of(slash + 1, " ") else slash + 1
        if not self._is_any_of(slash, "/") or not self._is_digit(digit):
            return numerator
        self.at = self._run_end(digit)
        denominator = self._plain(self.text[digit : self.at])
        if numerator is None or denominator is None or denominator == 0:
            return None
        return DIVISION.divide(numerator, denominator)

    def _starts_with_dot(self, digit):
        return self._is_any_of(digit - 1, ".") and (
            digit == 1 or _is_whitespace(self.text[digit - 2]) or self._is_any_of(digit - 2, CURRENCIES + DASHES + "(=*")
        )

    def _with_sign(self, digits):
        start = digits
        while start > 0 and start > digits - 3 and self._is_any_of(start - 1, CURRENCIES + DASHES):
            start -= 1
        return start

    def _is_negative(self, start, digits):
        dash = any(self._is_any_of(i, DASHES) for i in range(start, digits))
        if not dash or start == 0:
            return dash
        before = self.text[start - 1]
        operand = (_is_letter_or_digit(before) and before <= "\uffff") or before in ")%"
        number = before == " " and start > 1 and (self._is_digit(start - 2) or self._is_any_of(start - 2, ")"))
        return not operand and not number

    def _is_part_of_name(self, digits):
        left = digits
        while left > 0 and left > digits - 12 and self._is_latin(left - 1):
            left -= 1
        return (left < digits and self._word(left, digits) not in CURRENCY_CODES) or self._is_any_of(digits - 1, "_")

    def _word(self, start, end):
        return self.text[start:end].lower()

    def _is_digit(self, index):
        return 0 <= index < len(self.text) and "0" <= self.text[index] <= "9"

    def _is_latin(self, index):
        return index < len(self.text) and self.text[index] < "\u0250" and self.text[index].isalpha()

    def _is_any_of(self, index, characters):
        return 0 <= index < len(self.text) and self.text[index] in characters


# --- NumberSegment, NumberStatement ---


class NumberSegment:
    def __init__(self, text, numbers, start, end):
        self.text = text
        self.numbers = numbers
        self.start = start
        self.end = end

    def between(self, start, end):
        first = self._index_at(start)
        last = first
        while last < len(self.numbers) and self.numbers[last].end <= end:
            last += 1
        return NumberSegment(self.text, self.numbers[first:last], start, end)

    def first(self):
        return self.numbers[0] if self.numbers else None

    def after(self, number):
        after = self._index_at(number.end)
        return self.numbers[after] if after < len(self.numbers) else None

    def words_before(self, number):
        return _word_count(self.text[self.start : number.start])

    def right_side(self, fallback):
        inside = self.text[self.start : self.end]
        equals = max(inside.rfind("="), inside.rfind("\u2248"))
        after = self._index_at(self.start + equals)
        return fallback if equals < 0 or after >= len(self.numbers) else self.numbers[after]

    def _index_at(self, start):
        low = 0
        high = len(self.numbers)
        while low < high:
            middle = (low + high) // 2
            if self.numbers[middle].start < start:
                low = middle + 1
            else:
                high = middle
        return low


WORDS_BEFORE_NUMBER = 4
WORDS_AFTER_MARK = 4
STATEMENT_LENGTH = 400
CUE = _pattern(
    "####"
    r"|\\boxed ?\{"
    r"|(?:<(?:answer|ans)>|答案)(?:[^.\n!?:=]|\.(?=[0-9])){0,80}?(?:<is>|<was>|<be>|<equals>|[:=" "\u2192" "是为])"
)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n", FLAGS)
LINE_END = re.compile(r"\n")
BOX_END = re.compile(r"\}")
ALTERNATIVE = _pattern(r"[^\n]{0,12}?<or ")
CLAUSE = _pattern("[^0-9A-Za-z_]{0,4}that>")
NOT = _pattern("[^0-9A-Za-z_]{0,4}not>")


def _last_statement(text, numbers):
    """The value of the last statement that names a number, in a list of one; None when nothing is stated."""
    searched = _searched(text)
    everything = NumberSegment(text, numbers, 0, len(text))
    last = None
    at = _candidate(text, 0)
    while at >= 0:
        cue = CUE.match(searched, at)
        if cue:
            statement = _read_statement(text, cue, everything)
            last = last if statement is None else statement
        at = _candidate(text, cue.end() if cue else at + 1)
    return last


def _candidate(text, start):
    for at in range(start, len(text)):
        c = text[at]
        if (c in "aA" and text[at + 1 : at + 2] in ("n", "N")) or c in "#\\答":
            return at
    return -1


def _read_statement(text, cue, everything):
    group = cue.group()
    if group.startswith("#"):
        return _marked(text, everything.between(cue.end(), _end(text, cue.end(), LINE_END)))
    if group.startswith("\\"):
        return _boxed(everything.between(cue.end(), _end(text, cue.end(), BOX_END)))
    start = _first_visible(text, cue.end())
    return _sentence(text, everything.between(start, _end(text, start, SENTENCE_END)))


def _marked(text, line):
    first = line.first()
    if (
        first is None
        or line.words_before(first) > 1
        or _word_count(text[first.end : line.end]) > WORDS_AFTER_MARK
    ):
        return None
    heading = first.end + 1 < line.end and text[first.end] in ".:" and _word_count(text[first.end : line.end]) > 0
    return None if heading else [line.right_side(first).value]


def _boxed(box):
    first = box.first()
    return None if first is None else [box.right_side(first).value]


def _sentence(text, sentence):
    first = sentence.first()
    if first is None:
        return None
    right = sentence.right_side(first)
    if right is not first:
        return [right.value]
    searched = _searched(text[sentence.start : sentence.end])
    if NOT.match(searched):
        second = sentence.after(first)
        return [None if second is None else second.value]
    if CLAUSE.match(searched) or sentence.words_before(first) > WORDS_BEFORE_NUMBER:
        return [sentence.numbers[-1].value]
    return [None if _is_alternative(text, sentence, first) else first.value]


def _is_alternative(text, sentence, first):
    second = sentence.after(first)
    return second is not None and ALTERNATIVE.fullmatch(_searched(text[first.end : second.start])) is not None


def _first_visible(text, start):
    at = start
    while at < len(text) and (_is_whitespace(text[at]) or text[at] in "*_:"):
        at += 1
    return at


def _end(text, start, mark):
    limit = _after(text, start, STATEMENT_LENGTH)
    found = mark.search(text[start:limit])
    return start + found.start() if found else limit


def _word_count(text):
    words = 0
    inside = False
    for c in text:
        letter = _is_unit_letter(c)
        words += 1 if letter and not inside else 0
        inside = letter
    return words


# --- NumberExtraction ---

STRICT_LINE = re.compile(r"\s{0,8}\*{0,3}####\s{0,8}\*{0,3}", re.ASCII)
STRICT_END = re.compile(r"[%.*\s]{0,12}", re.ASCII)
NUMBERING = re.compile(r"(?:step|part|question|problem|equation|example|option|line) {0,2}\(?$", FLAGS)
TURNED_DOWN = _pattern("<not [*$\u20ac\u00a3]{0,4}$")
MARKS = re.compile(r"[*#\s]{0,16}", re.ASCII)
LIST_MARK = re.compile(r"[.)]\*{0,2}\s{1,4}\*{0,2}", re.ASCII)


def number_strict(reply):
    text = _strip(_plain_numbers(reply.text))
    line = text[text.rfind("\n") + 1 :]
    mark = STRICT_LINE.match(line)
    if not mark:
        return None
    numbers = NumberScanner(line).all()
    only = len(numbers) == 1 and numbers[0].start == mark.end() and STRICT_END.fullmatch(line[numbers[0].end :])
    return numbers[0].value if only else None


def number_lenient(reply):
    first_turn = reply.first_turn()
    read = _read_number(first_turn)
    return _read_number(reply.text) if read is None and len(first_turn) < len(reply.text) else read


def _read_number(folded):
    text = _plain_numbers(folded)
    numbers = NumberScanner(text).all()
    stated = _last_statement(text, numbers)
    if stated is not None:
        return stated[0]
    return None if _refuses(text) else _last_number(text, numbers)


def _last_number(text, numbers):
    for number in reversed(numbers):
        if number.value is not None and not _is_no_answer(text, number):
            return number.value
    return None


def _is_no_answer(text, number):
    before = text[max(0, number.start - 16) : number.start]
    line = before[before.rfind("\n") + 1 :]
    line_first = len(before) < 16 or len(line) < len(before)
    only_marks = line_first and MARKS.fullmatch(line)
    mark = LIST_MARK.match(text, number.end)
    list_mark = mark and text[mark.end() : mark.end() + 1].isalpha()
    searched = _searched(line)
    return bool((only_marks and list_mark) or NUMBERING.search(searched) or TURNED_DOWN.search(searched))


# --- TextExtraction ---

SHOWN = 200
TEXT_STATEMENT = _pattern(r'<answer"?(?: is|:| would be)[\s:*_]{0,8}')
QUOTED = re.compile(r'"([^"\n]{1,200})"|\*\*([^*\n]{1,200})\*\*')


class TextExtraction:
    def __init__(self, accepted):
        self.accepted = {_normal(_fold(text)) for text in accepted}

    def strict(self, reply):
        text = _strip(reply.text)
        return None if not text or "\n" in text or _length(text) > SHOWN else text

    def lenient(self, reply):
        candidates = _candidates(_strip(reply.text))
        accepted = next((each for each in candidates if self.is_accepted(each)), None)
        if accepted is not None:
            return accepted
        return candidates[0] if candidates and not _refuses(reply.text) else None

    def is_accepted(self, reading):
        return _normal(reading) in self.accepted


def _candidates(text):
    candidates = []
    start = len(text)
    for statement in TEXT_STATEMENT.finditer(_searched(text)):
        start = statement.end()
    line_end = text.find("\n", start)
    last = text[start : len(text) if line_end < 0 else line_end]
    _add_candidate(last, candidates)
    end = last.find(". ")
    _add_candidate("" if end < 0 else last[:end], candidates)
    if not candidates:
        _add_candidate(text[text.rfind("\n") + 1 :], candidates)
        quoted = QUOTED.findall(text)
        if quoted:
            _add_candidate("" if len(quoted) > 1 else quoted[0][0] or quoted[0][1], candidates)
    return candidates


def _add_candidate(candidate, candidates):
    framed = _unquoted(candidate)
    text = _unquoted(framed[:-1]) if framed.endswith('".') else framed
    if text:
        candidates.append(text[: _after(text, 0, SHOWN)])


def _unquoted(text):
    start = 0
    end = len(text)
    while start < end and _is_frame(text[start]):
        start += 1
    while end > start and _is_frame(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_frame(c):
    return _is_whitespace(c) or c in "\"'*_`{}"


def _normal(text):
    bare = _strip(unicodedata.normalize("NFC", text))
    bare = bare[:-1] if bare.endswith(".") else bare
    return _strip(bare).upper().lower()
