"""Names that misaki and espeak-ng would say otherwise than people do: etcd, Redis, Xiaomi, Goethe.

A name is here when it can mean nothing else: "Nice" and "Vue" are words too. What an operator's or
a request's lexicon says comes first.
"""

from __future__ import annotations

from functools import cache

from arqon_sidecar.text.grammar.traced import Traced
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.lexicon import Lexicon
from arqon_sidecar.text.marks import KnownWords

__all__ = ["with_names"]

_OF_PROGRAMS = """
chown: ʧˈOn, Clojure: klˈOʒəɹ, cURL: kˈɜɹl, DALL-E: dˈɑli, Deno: dˈinO, etcd: ˌɛtsidˈi,
Golang: ɡˈOlæŋ, Jupyter: ʤˈupɪTəɹ, LaTeX: lˈAtɛk, LDAP: ˈɛldˌæp, matplotlib: mˈætplɑtlˌɪb,
mkdir: mˌAkdˈɪɹ, Postgres: pˈOstɡɹɛs, PostgreSQL: pˌOstɡɹɛs kjˌuˈɛl, PyPI: pˌIpˌiˈI,
pytest: pˈItˌɛst, Qwen: kwˈɛn, Redis: ɹˈɛdɪs, SAML: sˈæmᵊl, Scala: skˈɑlə, SciPy: sˈIpˌI,
systemctl: sˈɪstəmkəntɹˌOl, tkinter: tˌikˌAˈɪntəɹ, Traefik: tɹˈæfɪk, Vite: vˈit, VLAN: vˈilˌæn,
CUDA: kˈudə, cuDNN: kˌudˌiˌɛnˈɛn, WASM: wˈæzəm, MATLAB: mˈætlˌæb, OCaml: Okˈæməl, README: ɹˈidmˌi,
rebase: ɹibˈAs, rebased: ɹibˈAst, rebasing: ɹibˈAsɪŋ, iterator: ˈɪTəɹˌATəɹ, iterators: ˈɪTəɹˌATəɹz,
iterable: ˈɪTəɹəbᵊl, iterables: ˈɪTəɹəbᵊlz, idempotency: ˌIdɛmpˈOtᵊnsi, kwargs: kwˈɑɹɡz,
logits: lˈOʤɪts, ReLU: ɹˈɛlu, GELU: ʤˈɛlu, enum: ˈinəm, enums: ˈinəmz, asyncio: ˌAsˌɪŋkIˈO,
async: ˈAsɪŋk, urllib: jˌuˌɑɹˈɛllˌɪb, isinstance: ɪzˈɪnstəns, LLaMA: lˈɑmə, Vitest: vˈitˌɛst
"""
_OF_FIRMS = """
Asus: ˈAsˌus, Citroën: sˈɪtɹOən, Givenchy: ʒivˈɑnʃi, Hermès: ɛɹmˈɛz, Huawei: wˈɑwˌA,
Porsche: pˈɔɹʃə, Renault: ɹənˈO, Vuitton: vwitˈɑn, Xiaomi: ʃˈWmi, Airbnb: ˈɛɹbiˌɛnbˈi,
Asics: ˈAsɪks, Miele: mˈilə, Zapier: zˈæpiəɹ, Infosys: ˈɪnfOsɪs, Novartis: nOvˈɑɹTɪs, Roche: ɹˈOʃ,
Mercedes: məɹsˈAdiz, Daewoo: dˈAwˌu, Raytheon: ɹˈAθiˌɑn, Reebok: ɹˈibˌɑk, Baidu: bˈIdˌu,
Asana: əsˈɑnə, EBITDA: ˈibɪtdˌɑ, EBIT: ˈibɪt
"""
_OF_PEOPLE = """
Alcaraz: ˌælkəɹˈæz, Antetokounmpo: ˌɑntəTəkˈumpO, Barthes: bˈɑɹt, Beauvoir: bOvwˈɑɹ,
Becquerel: bˌɛkəɹˈɛl, Bizet: bizˈA, Björk: bjˈɔɹk, Bolsonaro: bˌOlsənˈɑɹO, Camus: kæmˈu,
Cauchy: kOʃˈi, Cézanne: sAzˈæn, Chalamet: ʃˈæləmA, Chopin: ʃˈOpæn, Cillian: kˈɪliən,
Debussy: dˌɛbjusˈi, Degas: dəɡˈɑ, Derrida: dˌɛɹɪdˈɑ, Dirac: dɪɹˈæk, Djokovic: ʤˈOkəvɪʧ,
Dončić: dˈɑnʧɪʧ, Dvořák: dvˈɔɹʒɑk, Eminem: ˌɛmɪnˈɛm, Erdős: ˈɛɹdOʃ, Erdoğan: ˈɛɹdəwˌɑn,
Foucault: fukˈO, Fourier: fˈʊɹiˌA, Giannis: jˈɑnɪs, Goethe: ɡˈɜɹTə, Jokić: jˈOkɪʧ, Kanye: kˈɑnjA,
Lagrange: ləɡɹˈɑnʒ, Laplace: ləplˈɑs, Leibniz: lˈIbnɪts, Macron: mækɹˈɑn, Matisse: mætˈis,
Mbappé: ˌɛmbɑpˈA, Mendeleev: mˌɛndəlˈAəf, Merz: mˈɛɹts, Milei: milˈA, Miyazaki: mˌijəzˈɑki,
Murakami: mˌʊɹəkˈɑmi, Nadal: nədˈɑl, Navalny: nəvˈɑlni, Neymar: nAmˈɑɹ, Nguyen: wˈɪn, Nguyễn: wˈɪn,
Niamh: nˈiəv, Noether: nˈɜɹTəɹ, Pachelbel: pˈɑkəlbˌɛl, Poincaré: pwˌæŋkɑɹˈA, Prokofiev: pɹəkˈOfiˌɛf,
Proust: pɹˈust, Rachmaninoff: ɹɑkmˈɑnɪnɔf, Ramanujan: ɹɑmˈɑnʊʤən, Rodin: ɹOdˈæn,
Ronaldinho: ɹˌOnəldˈinjO, Rousseau: ɹusˈO, Rutte: ɹˈʊTə, Sartre: sˈɑɹtɹə, Scholz: ʃˈOlts,
Schopenhauer: ʃˈOpənhˌWəɹ, Schrödinger: ʃɹˈOdɪŋəɹ, Sheinbaum: ʃˈInbWm, Tchaikovsky: ʧIkˈɔfski,
Velázquez: vəlˈæskɛz, Verstappen: vəɹstˈɑpən, von der Leyen: vˌɑn dəɹ lˈIən,
Wittgenstein: vˈɪtɡənʃtˌIn, Xi Jinping: ʃˌi ʤˌɪnpˈɪŋ, Zelenskyy: zəlˈɛnski, Zendaya: zəndˈAə,
Joaquin: wɑkˈin, Guillermo: ɡijˈɛɹmO, Joaquín: wɑkˈin, Raúl: ɹɑˈul, Thierry: tjˈɛɹi,
Didier: dˈidiˌA, Kylian: kˈiliən, Zinedine: zˈɪnədˌin, Cian: kˈiən, Eoin: ˈOɪn, Ahmed: ˈɑmɛd,
Yusuf: jˈusʊf, Ibrahim: ˌɪbɹəhˈim, Matthieu: mætjˈu, Allende: ɑjˈɛndA, Almodóvar: ˌɑlmOdˈOvɑɹ,
Antoine: æntwˈɑn, Arendt: ˈɑɹənt, Basquiat: bˈɑskiˌɑ, Berlioz: bˈɛɹliˌOz, Bezos: bˈAzOs, Bohr: bˈɔɹ,
Bolaño: bOlˈɑnjO, Borges: bˈɔɹhAs, Bourdieu: bʊɹdjˈu, Bukele: bukˈAlA, Buttigieg: bˈuTɪʤˌɛʤ,
Chekhov: ʧˈɛkɔf, Chiwetel: ʧˈuətɛl, Cortázar: kɔɹtˈɑzɑɹ, Diaz: dˈiəz, DiCaprio: dikˈæpɹiˌO,
Ejiofor: ˈɛʤiəfˌɔɹ, Engels: ˈɛŋɡᵊlz, Erdogan: ˈɛɹdəwˌɑn, Erich: ˈɛɹɪk, Fauci: fˈWʧi,
Friedrich: fɹˈidɹɪk, Gaudí: ɡWdˈi, Ginsburg: ɡˈɪnzbɜɹɡ, Gramsci: ɡɹˈɑmʃi, Guterres: ɡutˈɛɹɛs,
Hassabis: həsˈɑbɪs, Hayek: hˈIɛk, Hegel: hˈAɡᵊl, Huygens: hˈIɡənz, Iñárritu: inˈɑɹitˌu,
Keynes: kˈAnz, Keynesian: kˈAnziən, Knuth: kənˈuθ, Lagarde: lɑɡˈɑɹd, Manet: mænˈA, Maugham: mˈɔm,
Michel: miʃˈɛl, Mikhail: mɪkˈIl, Miró: mɪɹˈO, Neruda: nəɹˈudə, Ocasio: OkˈɑsiO, Pichai: pɪʧˈI,
Pinochet: pˌinəʃˈA, Proudhon: pɹˈudɑn, Putin: pˈutɪn, Ravel: ɹəvˈɛl, Rochefoucauld: ɹˌOʃfukˈO,
Rosalía: ɹˌOsəlˈiə, Saramago: sˌæɹəmˈɑɡO, Satie: sɑtˈi, Scorsese: skɔɹsˈAzi, Sotomayor: sˌOTəmIjˈɔɹ,
Sunak: sˈunæk, Trudeau: tɹudˈO, Villeneuve: vˌilnˈuv, Wilde: wˈIld
"""
_OF_PLACES_AND_DISHES = """
acai: ˌɑsɑˈi, açaí: ˌɑsɑˈi, Brasília: bɹəzˈɪliə, Busan: busˈɑn, Chennai: ʧənˈI, Gdańsk: ɡədˈænsk,
Genève: ʒənˈɛv, Ghibli: ʤˈɪbli, Ho Chi Minh: hˌO ʧˌi mˈɪn, Kraków: kɹˈɑkuf, La Jolla: lə hˈYə,
Laplacian: ləplˈɑsiən, Łódź: wˈuʤ, Machu Picchu: mˌɑʧu pˈikʧu, Medellín: mˌɛdəjˈin,
São Paulo: sˌW pˈWlO, Wrocław: vɹˈɔtswɑf, Xi'an: ʃˌiˈɑn, Zürich: zˈʊɹɪk, Nîmes: nˈim,
cacio e pepe: kˌɑʧO A pˈApA, coq au vin: kˌOkOvˈæn, foie gras: fwˌɑ ɡɹˈɑ, gnudi: njˈudi,
Gruyère: ɡɹujˈɛɹ, hors d'oeuvre: ˌɔɹdˈɜɹv, hors d'oeuvres: ˌɔɹdˈɜɹvz, orecchiette: ˌɔɹɛkjˈɛTA,
tagliatelle: tˌɑljətˈɛlA, tofu: tˈOfu, tteokbokki: tˌʌkbˈOki, bánh mì: bˌɑn mˈi,
béchamel: bˌAʃəmˈɛl, coup d'état: kˌu dAtˈɑ, Des Moines: də mˈYn, déjà vu: dˌAʒɑ vˈu,
jalapeño: hˌɑləpˈAnjO, jalapeños: hˌɑləpˈAnjOz, laissez faire: lˌɛsA fˈɛɹ,
laissez-faire: lˌɛsA fˈɛɹ, raison d'être: ɹˌAzOn dˈɛtɹə, Schuylkill: skˈukᵊl
"""
_BRITISH = str.maketrans({"O": "Q", "T": "t"})
"""How Kokoro's British voices write the vowel of "go", and a t between vowels."""


def with_names(text: Traced, language: Language, known: KnownWords) -> Traced:
    """English text with a mark for each of these names."""
    if not language.english:
        return text
    return _names(british=language.british).marked(text, known)


@cache
def _names(*, british: bool) -> Lexicon:
    tables = f"{_OF_PROGRAMS},{_OF_FIRMS},{_OF_PEOPLE},{_OF_PLACES_AND_DISHES}".replace("\n", " ")
    pairs = (entry.partition(":") for entry in tables.split(","))
    said = {name.strip(): phonemes.strip() for name, _, phonemes in pairs}
    if british:
        said = {name: phonemes.translate(_BRITISH) for name, phonemes in said.items()}
    return Lexicon({name: f"/{phonemes}/" for name, phonemes in said.items()})
