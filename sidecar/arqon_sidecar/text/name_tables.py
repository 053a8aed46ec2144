"""The phonemes of names, by what they are names of; see `text/names.py`."""

from __future__ import annotations

__all__ = ["SAID"]

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
async: ˈAsɪŋk, urllib: jˌuˌɑɹˈɛllˌɪb, isinstance: ɪzˈɪnstəns, LLaMA: lˈɑmə, Vitest: vˈitˌɛst,
memoization: mˌɛmOəzˈAʃən, memoize: mˈɛmOˌIz, memoized: mˈɛmOˌIzd
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
Sunak: sˈunæk, Trudeau: tɹudˈO, Villeneuve: vˌilnˈuv, Wilde: wˈIld, Daenerys: dənˈɛɹɪs,
Genshin: ɡˈɛnʃɪn, Geralt: ɡˈɛɹəlt, Khaleesi: kəlˈisi, Pikachu: pˈikəʧˌu, Voldemort: vˈOldəmˌɔɹt
"""
_OF_PLACES_AND_DISHES = """
acai: ˌɑsɑˈi, açaí: ˌɑsɑˈi, Brasília: bɹəzˈɪliə, Busan: busˈɑn, Chennai: ʧənˈI, Gdańsk: ɡədˈænsk,
Genève: ʒənˈɛv, Ghibli: ʤˈɪbli, Ho Chi Minh: hˌO ʧˌi mˈɪn, Kraków: kɹˈɑkuf, La Jolla: lə hˈYə,
Laplacian: ləplˈɑsiən, Łódź: wˈuʤ, Machu Picchu: mˌɑʧu pˈikʧu, Medellín: mˌɛdəjˈin,
São Paulo: sˌW pˈWlO, Wrocław: vɹˈɔtswɑf, Xi'an: ʃˌiˈɑn, Zürich: zˈʊɹɪk, Nîmes: nˈim,
cacio e pepe: kˌɑʧO A pˈApA, coq au vin: kˌOkOvˈæn, foie gras: fwˌɑ ɡɹˈɑ, gnudi: njˈudi,
Gruyère: ɡɹujˈɛɹ, hors d'oeuvre: ˌɔɹdˈɜɹv, hors d'oeuvres: ˌɔɹdˈɜɹvz, orecchiette: ˌɔɹɛkjˈɛTA,
tagliatelle: tˌɑljətˈɛlA, tofu: tˈOfu, tteokbokki: tˌʌkbˈOki, bánh mì: bˌɑn mˈi,
béchamel: bˌAʃəmˈɛl, Des Moines: də mˈYn, jalapeño: hˌɑləpˈAnjO, jalapeños: hˌɑləpˈAnjOz,
Schuylkill: skˈukᵊl, Cinco de Mayo: sˌɪŋkO də mˈIO, Gyeongju: kjˈʌŋʤu, Rosh Hashanah: ɹˌOʃ həʃˈɑnə,
Xiaohongshu: ʃˌWhˈɔŋʃˌu, Yom Kippur: jˌɔm kɪpˈʊɹ
"""
_PHRASES = """
coup d'état: kˌu dAtˈɑ, déjà vu: dˌAʒɑ vˈu, laissez faire: lˌɛsA fˈɛɹ, laissez-faire: lˌɛsA fˈɛɹ,
raison d'être: ɹˌAzOn dˈɛtɹə, à la carte: ˌɑ lə kˈɑɹt, adiós: ɑdjˈOs, bête noire: bˌɛt nwˈɑɹ,
bon appétit: bˌOn æpAtˈi, c'est la vie: sˌA lə vˈi, feng shui: fˌʌŋ ʃwˈA, hoi polloi: hˌY pəlˈY,
je ne sais quoi: ʒˌə nə sˌA kwˈɑ, mañana: mənjˈɑnə, mea culpa: mˌAə kˈʊlpə,
nouveau riche: nˌuvO ɹˈiʃ, per se: pɜɹ sˈA, prima facie: pɹˌImə fˈAʃə, savoir-faire: sˌævwɑɹfˈɛɹ,
sine qua non: sˌɪnA kwɑ nˈɑn, tête-à-tête: tˌɛtətˈɛt
"""
_OF_MEDICINES = """
alprazolam: ælpɹˈæzəlˌæm, amlodipine: æmlˈOdəpˌin, apixaban: əpˈɪksəbæn, ashwagandha: ˌɑʃwəɡˈɑndə,
atorvastatin: ətˌɔɹvəstˈætᵊn, azithromycin: əzˌɪθɹəmˈIsᵊn, carvedilol: kɑɹvˈɛdəlˌɔl,
cephalexin: sˌɛfəlˈɛksᵊn, cetirizine: sətˈɪɹəzˌin, ciprofloxacin: sˌɪpɹəflˈɑksəsᵊn,
citalopram: sɪtˈæləpɹˌæm, clonazepam: klənˈæzəpˌæm, clopidogrel: kləpˈɪdəɡɹˌɛl,
duloxetine: dulˈɑksətˌin, Eliquis: ˈɛləkwɪs, escitalopram: ˌɛsɪtˈæləpɹˌæm, famotidine: fəmˈOTədˌin,
finasteride: fənˈæstəɹˌId, fluticasone: flutˈɪkəsˌOn, gabapentin: ɡˌæbəpˈɛntᵊn,
Helicobacter: hˌɛləkObˈæktəɹ, hydrochlorothiazide: hˌIdɹəklˌɔɹəθˈIəzˌId, hydrocodone: hˌIdɹəkˈOdOn,
Keytruda: kitɹˈudə, levothyroxine: lˌivəθIɹˈɑksən, lisinopril: lIsˈɪnəpɹˌɪl,
loratadine: ləɹˈæTədˌin, losartan: lOsˈɑɹtæn, metformin: mɛtfˈɔɹmən, metoprolol: mətˈOpɹəlˌɔl,
montelukast: mˌɑntəlˈukæst, niacinamide: nˌIəsˈɪnəmˌId, omeprazole: OmˈɛpɹəzˌOl,
ondansetron: ɑndˈænsətɹˌɑn, Ozempic: Ozˈɛmpɪk, pantoprazole: pæntˈOpɹəzˌOl, Paxlovid: pˈækslOvˌɪd,
rivaroxaban: ɹˌɪvəɹˈɑksəbˌæn, rosuvastatin: ɹOsˌuvəstˈætᵊn, semaglutide: sˌɛməɡlˈutˌId,
simethicone: səmˈɛθəkˌOn, simvastatin: sˌɪmvəstˈætᵊn, spironolactone: spˌɪɹənəlˈæktOn,
tamsulosin: tæmsˈuləsᵊn, tirzepatide: tɜɹzˈɛpətˌId, tretinoin: tɹətˈɪnOən,
venlafaxine: vˌɛnləfˈæksˌin, Wegovy: wəɡˈOvi, Xarelto: zəɹˈɛltO, zolpidem: zˈOlpədˌɛm
"""
_TABLES = ",".join(
    (_OF_PROGRAMS, _OF_FIRMS, _OF_PEOPLE, _OF_PLACES_AND_DISHES, _OF_MEDICINES, _PHRASES)
).replace("\n", " ")
SAID = {
    name.strip(): phonemes.strip()
    for name, _, phonemes in (entry.partition(":") for entry in _TABLES.split(","))
}
"""American phonemes, by the name as it is written."""
