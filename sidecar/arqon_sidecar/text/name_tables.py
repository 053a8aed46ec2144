"""The phonemes of names, by what they are names of; see `text/names.py`."""

from __future__ import annotations

__all__ = ["SAID"]

_OF_PROGRAMS = """
async: ˈAsɪŋk, asyncio: ˌAsˌɪŋkIˈO, chown: ʧˈOn, Clojure: klˈOʒəɹ, CUDA: kˈudə, cuDNN: kˌudˌiˌɛnˈɛn,
cURL: kˈɜɹl, DALL-E: dˈɑli, Deno: dˈinO, enum: ˈinəm, enums: ˈinəmz, etcd: ˌɛtsidˈi, GELU: ʤˈɛlu,
Golang: ɡˈOlæŋ, idempotency: ˌIdɛmpˈOtᵊnsi, isinstance: ɪzˈɪnstəns, iterable: ˈɪTəɹəbᵊl,
iterables: ˈɪTəɹəbᵊlz, iterator: ˈɪTəɹˌATəɹ, iterators: ˈɪTəɹˌATəɹz, Jupyter: ʤˈupɪTəɹ,
kwargs: kwˈɑɹɡz, LaTeX: lˈAtɛk, LDAP: ˈɛldˌæp, LLaMA: lˈɑmə, logits: lˈOʤɪts, MATLAB: mˈætlˌæb,
matplotlib: mˈætplɑtlˌɪb, memoization: mˌɛmOəzˈAʃən, memoize: mˈɛmOˌIz, memoized: mˈɛmOˌIzd,
mkdir: mˌAkdˈɪɹ, OCaml: Okˈæməl, Postgres: pˈOstɡɹɛs, PostgreSQL: pˌOstɡɹɛs kjˌuˈɛl, PyPI: pˌIpˌiˈI,
pytest: pˈItˌɛst, Qwen: kwˈɛn, README: ɹˈidmˌi, rebase: ɹibˈAs, rebased: ɹibˈAst,
rebasing: ɹibˈAsɪŋ, Redis: ɹˈɛdɪs, ReLU: ɹˈɛlu, SAML: sˈæmᵊl, Scala: skˈɑlə, SciPy: sˈIpˌI,
systemctl: sˈɪstəmkəntɹˌOl, tkinter: tˌikˌAˈɪntəɹ, Traefik: tɹˈæfɪk, urllib: jˌuˌɑɹˈɛllˌɪb,
Vite: vˈit, Vitest: vˈitˌɛst, VLAN: vˈilˌæn, WASM: wˈæzəm
"""
_OF_FIRMS = """
Airbnb: ˈɛɹbiˌɛnbˈi, Asana: əsˈɑnə, Asics: ˈAsɪks, Asus: ˈAsˌus, Baidu: bˈIdˌu, Citroën: sˈɪtɹOən,
Daewoo: dˈAwˌu, Danone: dənˈOn, EBIT: ˈibɪt, EBITDA: ˈibɪtdˌɑ, Givenchy: ʒivˈɑnʃi, Hermès: ɛɹmˈɛz,
Huawei: wˈɑwˌA, Häagen-Dazs: hˌɑɡən dˈɑs, Infosys: ˈɪnfOsɪs, Mercedes: məɹsˈAdiz, Miele: mˈilə,
Novartis: nOvˈɑɹTɪs, Porsche: pˈɔɹʃə, Raytheon: ɹˈAθiˌɑn, Reebok: ɹˈibˌɑk, Renault: ɹənˈO,
Roche: ɹˈOʃ, Vuitton: vwitˈɑn, Xiaomi: ʃˈWmi, Yves Saint Laurent: ˌiv sˌæn lɔɹˈɑn, Zapier: zˈæpiəɹ
"""
_OF_PEOPLE = """
Ahmed: ˈɑmɛd, Alcaraz: ˌælkəɹˈæz, Allende: ɑjˈɛndA, Almodóvar: ˌɑlmOdˈOvɑɹ, Ancelotti: ˌɑnʧəlˈɑTi,
Antetokounmpo: ˌɑntəTəkˈumpO, Antoine: æntwˈɑn, Arendt: ˈɑɹənt, Arteta: ɑɹtˈɛTə,
Atahualpa: ˌɑTəwˈɑlpə, Atatürk: ˈæTətˌɜɹk, Barthes: bˈɑɹt, Basquiat: bˈɑskiˌɑ, Beauvoir: bOvwˈɑɹ,
Becquerel: bˌɛkəɹˈɛl, Berlioz: bˈɛɹliˌOz, Bezos: bˈAzOs, Bizet: bizˈA, Björk: bjˈɔɹk, Bohr: bˈɔɹ,
Bolaño: bOlˈɑnjO, Bolsonaro: bˌOlsənˈɑɹO, Bolívar: bOlˈivɑɹ, Borges: bˈɔɹhAs, Bourdieu: bʊɹdjˈu,
Bukele: bukˈAlA, Buttigieg: bˈuTɪʤˌɛʤ, Camus: kæmˈu, Cauchy: kOʃˈi, Ceaușescu: ʧWʃˈɛsku,
Chalamet: ʃˈæləmA, Chekhov: ʧˈɛkɔf, Chiwetel: ʧˈuətɛl, Chopin: ʃˈOpæn, Cian: kˈiən,
Cillian: kˈɪliən, Cortázar: kɔɹtˈɑzɑɹ, Cézanne: sAzˈæn, Daenerys: dənˈɛɹɪs, De Bruyne: də bɹˈYnə,
Debussy: dˌɛbjusˈi, Degas: dəɡˈɑ, Deng Xiaoping: dˌʌŋ ʃˌWpˈɪŋ, Derrida: dˌɛɹɪdˈɑ, Diaz: dˈiəz,
DiCaprio: dikˈæpɹiˌO, Didier: dˈidiˌA, Dirac: dɪɹˈæk, Djokovic: ʤˈOkəvɪʧ, Dončić: dˈɑnʧɪʧ,
Dvořák: dvˈɔɹʒɑk, Ejiofor: ˈɛʤiəfˌɔɹ, Embiid: ɛmbˈid, Eminem: ˌɛmɪnˈɛm, Engels: ˈɛŋɡᵊlz, Eoin: ˈOɪn,
Erdogan: ˈɛɹdəwˌɑn, Erdoğan: ˈɛɹdəwˌɑn, Erdős: ˈɛɹdOʃ, Erich: ˈɛɹɪk, Fauci: fˈWʧi, Foucault: fukˈO,
Fourier: fˈʊɹiˌA, Friedrich: fɹˈidɹɪk, Gaudí: ɡWdˈi, Genshin: ɡˈɛnʃɪn, Geralt: ɡˈɛɹəlt,
Giannis: jˈɑnɪs, Ginsburg: ɡˈɪnzbɜɹɡ, Giroud: ʒɪɹˈu, Gobert: ɡObˈɛɹ, Goethe: ɡˈɜɹTə,
Gramsci: ɡɹˈɑmʃi, Guillermo: ɡijˈɛɹmO, Guterres: ɡutˈɛɹɛs, Haile Selassie: hˌIli səlˈæsi,
Hassabis: həsˈɑbɪs, Havel: hˈɑvᵊl, Hayek: hˈIɛk, Hegel: hˈAɡᵊl, Huygens: hˈIɡənz,
Ibrahim: ˌɪbɹəhˈim, Iñárritu: inˈɑɹitˌu, Joaquin: wɑkˈin, Joaquín: wɑkˈin, Jokić: jˈOkɪʧ,
Kanye: kˈɑnjA, Keynes: kˈAnz, Keynesian: kˈAnziən, Khaleesi: kəlˈisi, Kipchoge: kɪpʧˈOɡA,
Knuth: kənˈuθ, Kylian: kˈiliən, Lagarde: lɑɡˈɑɹd, Lagrange: ləɡɹˈɑnʒ, Laplace: ləplˈɑs,
Leclerc: ləklˈɛɹk, Ledecky: lədˈɛki, Leibniz: lˈIbnɪts, Macron: mækɹˈɑn, Mahomes: məhˈOmz,
Manet: mænˈA, Mao Zedong: mˌW zədˈɔŋ, Matisse: mætˈis, Matthieu: mætjˈu, Maugham: mˈɔm,
Mbappé: ˌɛmbɑpˈA, Mendeleev: mˌɛndəlˈAəf, Merz: mˈɛɹts, Michel: miʃˈɛl, Mikhail: mɪkˈIl,
Milei: milˈA, Miró: mɪɹˈO, Miyazaki: mˌijəzˈɑki, Modrić: mˈɔdɹɪʧ, Mourinho: mʊɹˈinjO,
Murakami: mˌʊɹəkˈɑmi, Nadal: nədˈɑl, Navalny: nəvˈɑlni, Neruda: nəɹˈudə, Neymar: nAmˈɑɹ,
Nguyen: wˈɪn, Nguyễn: wˈɪn, Niamh: nˈiəv, Nkrumah: ənkɹˈumə, Noether: nˈɜɹTəɹ, Ocasio: OkˈɑsiO,
Pachelbel: pˈɑkəlbˌɛl, Pichai: pɪʧˈI, Pikachu: pˈikəʧˌu, Pinochet: pˌinəʃˈA, Poincaré: pwˌæŋkɑɹˈA,
Prokofiev: pɹəkˈOfiˌɛf, Proudhon: pɹˈudɑn, Proust: pɹˈust, Putin: pˈutɪn, Rachmaninoff: ɹɑkmˈɑnɪnɔf,
Raducanu: ɹˌædukˈɑnu, Ramanujan: ɹɑmˈɑnʊʤən, Ravel: ɹəvˈɛl, Raúl: ɹɑˈul, Rochefoucauld: ɹˌOʃfukˈO,
Rodin: ɹOdˈæn, Ronaldinho: ɹˌOnəldˈinjO, Rosalía: ɹˌOsəlˈiə, Rousseau: ɹusˈO, Rutte: ɹˈʊTə,
Räikkönen: ɹˈIkənən, Sabalenka: sˌæbəlˈɛŋkə, Sainz: sˈInz, Salah: sˈɑlɑ, Saramago: sˌæɹəmˈɑɡO,
Sartre: sˈɑɹtɹə, Satie: sɑtˈi, Scholz: ʃˈOlts, Schopenhauer: ʃˈOpənhˌWəɹ, Schrödinger: ʃɹˈOdɪŋəɹ,
Scorsese: skɔɹsˈAzi, Sheinbaum: ʃˈInbWm, Sotomayor: sˌOTəmIjˈɔɹ, Suleiman: sˌuləmˈɑn, Sunak: sˈunæk,
Swiatek: ʃviˈɑntɛk, Tagovailoa: tˌæɡəvIlˈOə, Tchaikovsky: ʧIkˈɔfski, Thierry: tjˈɛɹi,
Trudeau: tɹudˈO, Tsitsipas: tsˌitsipˈɑs, Velázquez: vəlˈæskɛz, Verstappen: vəɹstˈɑpən,
Villeneuve: vˌilnˈuv, Vinícius: vɪnˈisiəs, Voldemort: vˈOldəmˌɔɹt, von der Leyen: vˌɑn dəɹ lˈIən,
Wałęsa: vəlˈɛnsə, Wembanyama: wˌɛmbənjˈɑmə, Wilde: wˈIld, Wittgenstein: vˈɪtɡənʃtˌIn,
Xi Jinping: ʃˌi ʤˌɪnpˈɪŋ, Yusuf: jˈusʊf, Zelenskyy: zəlˈɛnski, Zendaya: zəndˈAə,
Zinedine: zˈɪnədˌin, Świątek: ʃviˈɑntɛk
"""
_OF_PLACES_AND_DISHES = """
acai: ˌɑsɑˈi, açaí: ˌɑsɑˈi, Bichon Frisé: bˌiʃɑn fɹizˈA, Brasília: bɹəzˈɪliə, Busan: busˈɑn,
bánh mì: bˌɑn mˈi, béchamel: bˌAʃəmˈɛl, cacio e pepe: kˌɑʧO A pˈApA, Chennai: ʧənˈI,
Cinco de Mayo: sˌɪŋkO də mˈIO, coq au vin: kˌOkOvˈæn, Des Moines: də mˈYn, foie gras: fwˌɑ ɡɹˈɑ,
Gdańsk: ɡədˈænsk, Genève: ʒənˈɛv, Ghibli: ʤˈɪbli, gnudi: njˈudi, Gruyère: ɡɹujˈɛɹ,
Guaraní: ɡwˌɑɹənˈi, Gyeongju: kjˈʌŋʤu, Ho Chi Minh: hˌO ʧˌi mˈɪn, hors d'oeuvre: ˌɔɹdˈɜɹv,
hors d'oeuvres: ˌɔɹdˈɜɹvz, jalapeño: hˌɑləpˈAnjO, jalapeños: hˌɑləpˈAnjOz, Kraków: kɹˈɑkuf,
La Jolla: lə hˈYə, Laplacian: ləplˈɑsiən, Machu Picchu: mˌɑʧu pˈikʧu, Medellín: mˌɛdəjˈin,
Nîmes: nˈim, orecchiette: ˌɔɹɛkjˈɛTA, Rosh Hashanah: ɹˌOʃ həʃˈɑnə, Schuylkill: skˈukᵊl,
shih tzu: ʃˌit zˈu, São Paulo: sˌW pˈWlO, tagliatelle: tˌɑljətˈɛlA, tofu: tˈOfu, Tsinghua: ʧɪŋhwˈɑ,
tteokbokki: tˌʌkbˈOki, Wrocław: vɹˈɔtswɑf, Xi'an: ʃˌiˈɑn, Xiaohongshu: ʃˌWhˈɔŋʃˌu,
Yom Kippur: jˌɔm kɪpˈʊɹ, Zürich: zˈʊɹɪk, Łódź: wˈuʤ
"""
_PHRASES = """
actus reus: ˌæktəs ɹˈiəs, adiós: ɑdjˈOs, bon appétit: bˌOn æpAtˈi, bête noire: bˌɛt nwˈɑɹ,
c'est la vie: sˌA lə vˈi, coup d'état: kˌu dAtˈɑ, déjà vu: dˌAʒɑ vˈu, feng shui: fˌʌŋ ʃwˈA,
hoi polloi: hˌY pəlˈY, je ne sais quoi: ʒˌə nə sˌA kwˈɑ, laissez faire: lˌɛsA fˈɛɹ,
laissez-faire: lˌɛsA fˈɛɹ, mañana: mənjˈɑnə, mea culpa: mˌAə kˈʊlpə, nouveau riche: nˌuvO ɹˈiʃ,
per se: pɜɹ sˈA, prima facie: pɹˌImə fˈAʃə, raison d'être: ɹˌAzOn dˈɛtɹə, savoir-faire: sˌævwɑɹfˈɛɹ,
sine qua non: sˌɪnA kwɑ nˈɑn, tête-à-tête: tˌɛtətˈɛt, à la carte: ˌɑ lə kˈɑɹt
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
