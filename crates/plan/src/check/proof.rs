//! Proof: evidence that is there and unchanged, and criteria of which nothing is proved.

use super::{PlanCheck, ids};
use crate::coverage::coverage;
use crate::evidence::EvidenceSeal;
use crate::finding::FindingKind as Kind;
use crate::words::Answer;
use ground::text;

impl PlanCheck<'_> {
    pub(super) fn proof(&mut self) {
        let plan = self.plan;
        let criteria = ids(&plan.criteria, |one| &one.id);
        let actions = ids(&plan.actions, |one| &one.id);
        let commitments = ids(&plan.commitments, |one| &one.id);
        for (at, (piece, seal)) in plan.evidence.iter().zip(&self.seals.0).enumerate() {
            let place = ("evidence", at);
            self.references(place, &piece.id, "criteria", &piece.criteria, &criteria);
            self.references(place, &piece.id, "actions", &piece.actions, &actions);
            self.references(place, &piece.id, "commitments", &piece.commitments, &commitments);
            let file = &piece.file;
            let (kind, said, write) = match seal {
                EvidenceSeal::Sealed => continue,
                EvidenceSeal::Unsealed(now) => (
                    Kind::EvidenceUnsealed,
                    text!("`{file}` n'est pas scellée", "`{file}` is not sealed"),
                    text!("sha256 = \"{now}\"", "sha256 = \"{now}\""),
                ),
                EvidenceSeal::Changed(now) => (
                    Kind::EvidenceChanged,
                    text!(
                        "`{file}` a changé depuis qu'elle est scellée ; son SHA-256 est {now}",
                        "`{file}` was changed since it was sealed; its SHA-256 is {now}"
                    ),
                    text!(
                        "remettez le fichier scellé, ou scellez celui-ci après l'avoir relu",
                        "put the sealed file back, or seal this one after reading it again"
                    ),
                ),
                EvidenceSeal::Unreadable(now) => {
                    let sealed = &piece.sha256;
                    (
                        Kind::ImpossibleValue,
                        text!(
                            "sha256 : `{sealed}` n'est pas un SHA-256 (64 chiffres hexadécimaux)",
                            "sha256: `{sealed}` is no SHA-256 (64 hexadecimal digits)"
                        ),
                        text!("sha256 = \"{now}\"", "sha256 = \"{now}\""),
                    )
                }
                EvidenceSeal::Folder => (
                    Kind::EvidenceMissing,
                    text!("`{file}` est un dossier", "`{file}` is a folder"),
                    text!(
                        "un fichier de ce dossier ; une archive, s'ils sont plusieurs",
                        "a file of that folder; an archive, where they are several"
                    ),
                ),
                EvidenceSeal::Empty => (
                    Kind::EvidenceMissing,
                    text!(
                        "`{file}` est vide, et ne prouve rien",
                        "`{file}` is empty, and proves nothing"
                    ),
                    text!("le fichier qui prouve", "the file that proves"),
                ),
                EvidenceSeal::Missing => (
                    Kind::EvidenceMissing,
                    text!("`{file}` n'est pas là", "`{file}` is not there"),
                    text!(
                        "un fichier sous le dossier du parc, par son chemin depuis lui",
                        "a file below the estate's folder, by its path from there"
                    ),
                ),
                EvidenceSeal::Outside => (
                    Kind::EvidenceMissing,
                    text!(
                        "`{file}` sort du dossier du parc",
                        "`{file}` leads out of the estate's folder"
                    ),
                    text!(
                        "copiez le fichier dans le dossier du parc",
                        "copy the file into the estate's folder"
                    ),
                ),
                EvidenceSeal::NoFile => (
                    Kind::EvidenceWithoutFile,
                    text!("aucun fichier n'est donné", "no file is given"),
                    text!("file = \"preuves/…\"", "file = \"evidence/…\""),
                ),
            };
            self.find(kind, place, &piece.id, said, write);
        }
        self.criteria();
    }

    fn criteria(&mut self) {
        let plan = self.plan;
        let themes = ids(&plan.themes, |one| &one.id);
        for (at, one) in plan.criteria.iter().enumerate() {
            let place = ("criterion", at);
            let theme = std::slice::from_ref(&one.theme);
            self.references(place, &one.id, "theme", theme, &themes);
            let unknown: Vec<&String> =
                one.indicators.iter().filter(|id| self.catalogue.named(id).is_none()).collect();
            for id in unknown {
                let near = self.catalogue.nearest(id).join(", ");
                self.find(
                    Kind::UnknownIndicator,
                    place,
                    &one.id,
                    text!("indicateur inconnu : `{id}`", "unknown indicator: `{id}`"),
                    if near.is_empty() {
                        text!(
                            "un identifiant de `empreinte explain indicateur`",
                            "an identifier of `empreinte explain indicator`"
                        )
                    } else {
                        text!("voisins : {near}", "near it: {near}")
                    },
                );
            }
            let types: Vec<&str> = one.types.iter().map(String::as_str).collect();
            self.types(place, &one.id, "types", &types);
            if one.applicable == Some(false) && one.answer.is_some() {
                self.find(
                    Kind::AnsweredAside,
                    place,
                    &one.id,
                    text!(
                        "dit non applicable, et pourtant répondu",
                        "said not to apply, and answered all the same"
                    ),
                    text!(
                        "applicable = true, ou aucune réponse (answer)",
                        "applicable = true, or no answer"
                    ),
                );
            }
            if one.applicable == Some(false) && one.reason.trim().is_empty() {
                self.find(
                    Kind::NoReason,
                    place,
                    &one.id,
                    text!("dit non applicable, sans raison", "said not to apply, without reason"),
                    text!("reason = \"…\"", "reason = \"…\""),
                );
            }
        }
        for (at, one) in coverage(plan, self.seals).into_iter().enumerate() {
            let id = &one.id;
            let [_, means, results] = one.evidence;
            let is_met = plan.criteria[at].answer == Some(Answer::Yes) && one.applies;
            if is_met && means > 0 && results == 0 {
                self.find(
                    Kind::MeansOnly,
                    ("criterion", at),
                    id,
                    text!(
                        "répondu oui par des moyens, sans résultat",
                        "answered yes by means, without a result"
                    ),
                    text!(
                        "[[evidence]] avec criteria = [\"{id}\"], kind = \"result\" et file ; ou answer = \"partly\"",
                        "[[evidence]] with criteria = [\"{id}\"], kind = \"result\" and file; or answer = \"partly\""
                    ),
                );
            }
            if plan.criteria[at].claims() && one.of_three() == 0 {
                self.find(
                    Kind::NothingProved,
                    ("criterion", at),
                    id,
                    text!(
                        "réponse sans preuve : ni document, ni moyen, ni résultat",
                        "an answer without proof: no document, no means, no result"
                    ),
                    text!(
                        "[[evidence]] avec criteria = [\"{id}\"], kind et file",
                        "[[evidence]] with criteria = [\"{id}\"], kind and file"
                    ),
                );
            }
        }
    }
}
