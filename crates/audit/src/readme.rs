//! The page that stands in a pack: what is in it, and how to replay it.

use super::pack::Described;
use ground::lang::Lang;
use ground::text;

/// The page of a pack, in a language.
pub fn readme(pack: &Described, lang: Lang) -> String {
    let (year, organisation, version, method) =
        (pack.year, &pack.organisation, &pack.version, &pack.method);
    let sets = pack.factors.join(", ");
    text!("# Dossier d'audit : {organisation}, {year}

Fait par empreinte {version}, méthode `{method}`, facteurs {sets}.
Les mêmes fichiers donnent le même dossier, à l'octet près.

## Refaire le calcul, sans réseau

    empreinte audit verify CE-FICHIER.zip

Le programme contrôle chaque somme, refait tout le calcul avec les seuls fichiers de `estate/` et `factors/`, et dit chaque chiffre qui diffère.
Prenez la version {version} : une autre peut calculer autrement, et le dit.

Ce qu'aucun calcul ne redonne (`estate/`, `originals/`, `evidence.csv`, `pack.json`) n'est tenu que par sa somme, que l'on peut refaire : la commande nomme ces fichiers.
Avec le dossier d'origine de l'organisation, elle prouve qu'il donne bien ces fichiers :

    empreinte audit verify CE-FICHIER.zip --originals DOSSIER

Sans le programme : `sha256sum -c SHA256SUMS` contrôle les sommes. Le premier fichier de l'archive, `EMPREINTE-AUDIT`, la fait reconnaître, et n'y est pas.

## Ce qu'il contient

- `estate/` : le parc sous forme canonique (inventaires de l'année et d'avant, usages, mouvements, services, salles, plan). C'est lui qui est recalculé. Ni nom, ni numéro de série, ni adresse, ni remarque ; les utilisateurs sont des pseudonymes, et qui est nommé parmi les tiers a un numéro (`p1`). `plan.toml` et `answers.toml` y sont tels que l'organisation les a écrits.
- `factors/` : les jeux de facteurs utilisés, en entier, avec leurs sources et leurs licences.
- `results/` : les sorties du programme. `impacts.csv` donne chaque équipement avec son facteur, sa durée de vie et l'origine de chaque donnée ; `footprint.csv` les sommes ; `indicators.csv` les indicateurs, et `trace-indicators.txt` leur formule avec ses nombres ; `plan-status.csv` les verdicts du plan, s'il y en a un ; `run.json` tout ce qui a servi.
- `originals/` : les fichiers d'origine avec leur SHA-256, le calcul fait sur eux, les lignes écartées et leur raison ; `differences.csv` dit ce que la forme canonique ne rend pas à l'identique.
- `evidence.csv` : les preuves que nomment les réponses et le plan, avec leur SHA-256 dit et trouvé.
- `annex-c.csv` : les questions d'une vérification selon l'annexe C de l'ADEME, en nos mots, avec ce qu'en disent les données. Les colonnes de réponse sont vides : c'est à vous d'y répondre. Rien n'y est coché d'office.

## Contrôler sur place

    empreinte audit sample CE-FICHIER.zip --n 60 --seed 1 --out feuille.csv

tire des lignes selon leur empreinte et écrit une feuille à remplir, sans les valeurs à contrôler.

    empreinte audit sample CE-FICHIER.zip --read feuille.csv

dit le taux d'erreur, son intervalle, et ce qu'il fait au total.
", "# Audit pack: {organisation}, {year}

Made by empreinte {version}, method `{method}`, factors {sets}.
The same files give the same pack, to the byte.

## Compute again, without network

    empreinte audit verify THIS-FILE.zip

The program checks every checksum, computes everything again from the files of `estate/` and `factors/` alone, and says each figure that differs.
Take version {version}: another may compute otherwise, and says so.

What no computation gives (`estate/`, `originals/`, `evidence.csv`, `pack.json`) is held by its checksum alone, which can be made again: the command names those files.
With the organisation's own folder, it proves that it does give these files:

    empreinte audit verify THIS-FILE.zip --originals FOLDER

Without the program: `sha256sum -c SHA256SUMS` checks the checksums. The first file of the archive, `EMPREINTE-AUDIT`, makes it known, and is not listed.

## What is in it

- `estate/`: the estate in canonical form (inventories of the year and before, usage, movements, services, rooms, plan). It is what is computed again. No name, serial number, address or remark; users are pseudonyms, and who is named among parties has a number (`p1`). `plan.toml` and `answers.toml` are as the organisation wrote them.
- `factors/`: the factor sets used, whole, with their sources and licences.
- `results/`: the program's outputs. `impacts.csv` gives each equipment with its factor, its lifetime and where each datum comes from; `footprint.csv` the sums; `indicators.csv` the indicators, and `trace-indicators.txt` their formulas with their numbers; `plan-status.csv` the verdicts of the plan, if there is one; `run.json` all that was used.
- `originals/`: the original files with their SHA-256, the run on them, the rows set aside and why; `differences.csv` says what the canonical form does not give back the same.
- `evidence.csv`: the proofs that answers and plan name, with the SHA-256 stated and found.
- `annex-c.csv`: the questions of a check by ADEME's annex C, in our words, with what the data say of them. The columns of the answer are empty: they are yours. Nothing is ticked by default.

## Check on site

    empreinte audit sample THIS-FILE.zip --n 60 --seed 1 --out sheet.csv

draws rows by their footprint and writes a sheet to fill, without the values to be checked.

    empreinte audit sample THIS-FILE.zip --read sheet.csv

says the error rate, its interval, and what it does to the total.
").say(lang).to_owned()
}
