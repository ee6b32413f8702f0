//! What a check of the ledger finds.

use super::{Ledger, LedgerWord};
use ground::lang::{Lang, Text};
use ground::table::Day;
use ground::text;

macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $fr:literal, $en:literal, $do_fr:literal, $do_en:literal;)*) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingKind { $($(#[$doc])* $name),* }

        impl FindingKind {
            /// All kinds, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// What it says, for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.label($fr, $en)),* }
            }

            /// What to do about it.
            pub fn advice(self) -> Text {
                match self { $(Self::$name => text!($do_fr, $do_en)),* }
            }
        }
    };
}

findings! {
    /// A row after the unit left.
    MovedAfterExit = "moved_after_exit",
        "mouvement après la sortie", "moved after it left",
        "corrigez l'une des deux dates par une ligne `replaces` ; un objet perdu et retrouvé revient par une ligne `return`",
        "correct one of the two dates with a `replaces` row; what was lost and found comes back with a `return` row";
    /// A row before the purchase.
    BeforePurchase = "before_purchase",
        "mouvement avant l'achat", "moved before it was bought",
        "corrigez l'une des deux dates par une ligne `replaces`",
        "correct one of the two dates with a `replaces` row";
    /// A unit bought twice.
    TwoPurchases = "two_purchases",
        "acheté deux fois", "bought twice",
        "retirez l'un des deux achats par une ligne `cancel`, ou donnez deux identifiants",
        "take one of the purchases away with a `cancel` row, or give two identifiers";
    /// A unit that left twice.
    TwoExits = "two_exits",
        "sorti deux fois", "left twice",
        "retirez l'une des deux sorties par une ligne `cancel` ; d'ici là elles sont écartées, et les chiffres ont pour bornes ce qu'elles ont pu prendre",
        "take one of the exits away with a `cancel` row; until then they are set aside, and figures have what they may have taken in their bounds";
    /// A unit of no inventory and no purchase.
    UnknownUnit = "unknown_unit",
        "équipement absent de tout inventaire", "in no inventory",
        "vérifiez `unit_id` : c'est l'identifiant de l'inventaire ; ou ajoutez l'achat",
        "check `unit_id`: it is the inventory's identifier; or add the purchase";
    /// Gone from one inventory to the next, without a row.
    Vanished = "vanished",
        "disparu d'un inventaire à l'autre, sans sortie", "vanished between two inventories, without an exit",
        "`empreinte movements infer`, avec `--from` et `--to` pour ces années, propose la ligne ; cherchez la route de sortie et complétez-la",
        "`empreinte movements infer`, with `--from` and `--to` for these years, proposes the row; find how it left and complete it";
    /// New in an inventory, without a row.
    AppearedWithoutPurchase = "appeared_without_purchase",
        "apparu dans un inventaire, sans achat", "appeared in an inventory, without a purchase",
        "`empreinte movements infer`, avec `--from` et `--to` pour ces années, propose la ligne d'achat",
        "`empreinte movements infer`, with `--from` and `--to` for these years, proposes the purchase row";
    /// Absent from one inventory, back in a later one.
    Reappeared = "reappeared",
        "revenu après avoir disparu d'un inventaire", "back after it was missing from an inventory",
        "vérifiez l'inventaire où il manque ; une sortie de l'outil n'est pas une sortie du parc",
        "check the inventory it is missing from; leaving the tool is not leaving the estate";
    /// Left by the ledger, still there by the inventory.
    StillInInventory = "still_in_inventory",
        "sorti selon le registre, encore présent à l'inventaire", "left by the ledger, still in the inventory",
        "passez-le à l'état sorti dans l'outil d'inventaire, ou corrigez la sortie",
        "set it to exited in the inventory tool, or correct the exit";
    /// Left on another day by the inventory.
    OtherDay = "other_day",
        "sorti un autre jour selon l'inventaire", "left on another day by the inventory",
        "corrigez le jour qui est faux, par une ligne `replaces` ou dans l'outil d'inventaire",
        "correct the day that is wrong, with a `replaces` row or in the inventory tool";
    /// Left another way by the inventory.
    OtherRoute = "other_route",
        "sorti autrement selon l'inventaire", "left another way by the inventory",
        "corrigez la voie qui est fausse, par une ligne `replaces` ou dans l'outil d'inventaire ; d'ici là les chiffres ont les deux dans leurs bornes",
        "correct the way that is wrong, with a `replaces` row or in the inventory tool; until then figures have both in their bounds";
    /// Bought on another day by the inventory.
    OtherPurchaseDay = "other_purchase_day",
        "acheté un autre jour selon l'inventaire", "bought on another day by the inventory",
        "corrigez le jour qui est faux, par une ligne `replaces` ou dans l'outil d'inventaire ; d'ici là les chiffres ont les deux dans leurs bornes",
        "correct the day that is wrong, with a `replaces` row or in the inventory tool; until then figures have both in their bounds";
    /// Came another way by the inventory.
    OtherMode = "other_mode",
        "acquis autrement selon l'inventaire", "acquired another way by the inventory",
        "corrigez le mode d'acquisition qui est faux, par une ligne `replaces` ou dans l'outil d'inventaire ; d'ici là les chiffres ont les deux dans leurs bornes",
        "correct the acquisition mode that is wrong, with a `replaces` row or in the inventory tool; until then figures have both in their bounds";
    /// Of another type by the inventory.
    OtherType = "other_type",
        "d'un autre type selon l'inventaire", "of another type by the inventory",
        "corrigez le type qui est faux, ou `unit_id` s'il est d'un autre équipement ; d'ici là les chiffres ont les deux dans leurs bornes",
        "correct the type that is wrong, or `unit_id` where it is of another unit; until then figures have both in their bounds";
    /// An identifier of the inventory, written otherwise.
    RetypedId = "retyped_id",
        "identifiant qu'un inventaire écrit autrement", "identifier that an inventory writes otherwise",
        "si c'est le même équipement, corrigez `unit_id` par des lignes `replaces` ; d'ici là ce sont deux équipements, et les chiffres ont les deux cas dans leurs bornes",
        "if it is the same unit, correct `unit_id` with `replaces` rows; until then they are two units, and figures have both cases in their bounds";
    /// Exited by the inventory, without a row.
    ExitWithoutMovement = "exit_without_movement",
        "sorti selon l'inventaire, sans mouvement", "exited in the inventory, without a movement",
        "ajoutez la sortie : donate, sell, transfer, weee_handover, ou decommission avec un motif",
        "add the exit: donate, sell, transfer, weee_handover, or decommission with a reason";
    /// Decommissioned by the inventory, without a row.
    DecommissionedWithoutMovement = "decommissioned_without_movement",
        "réformé selon l'inventaire, sans mouvement", "decommissioned in the inventory, without a movement",
        "ajoutez la ligne `decommission` : sa date compte pour le taux de réemploi",
        "add the `decommission` row: its date counts for the reuse rate";
    /// Decommissioned by the ledger, in service by the inventory.
    UsedAfterDecommission = "used_after_decommission",
        "réformé selon le registre, en service à l'inventaire", "decommissioned by the ledger, in service in the inventory",
        "corrigez l'état dans l'outil d'inventaire, ou retirez la réforme par une ligne `cancel`",
        "correct the state in the inventory tool, or take the decommissioning away with a `cancel` row";
    /// WEEE handed over without slip or note.
    WeeeWithoutDocument = "weee_without_document",
        "DEEE remis sans document", "WEEE handed over without a document",
        "demandez le numéro de BSDD à l'opérateur, ou le bon de collecte à l'éco-organisme",
        "ask the operator for the slip (BSDD) number, or the eco-organisation for the collection note";
    /// A slip number that is none.
    BadSlipNumber = "bad_slip_number",
        "numéro de bordereau mal formé", "malformed slip number",
        "écrivez-le comme Trackdéchets : BSD-AAAAMMJJ-XXXXXXXXX",
        "write it as Trackdéchets does: BSD-YYYYMMDD-XXXXXXXXX";
    /// A WEEE lot without its waste code, or with a wrong one.
    BadWasteCode = "bad_waste_code",
        "code déchet absent, inconnu ou d'autre chose", "waste code missing, unknown or of something else",
        "prenez un code de la liste européenne : 16 02 13*, 16 02 14, 20 01 35*, 20 01 36, 08 03 18…",
        "take a code of the European list: 16 02 13*, 16 02 14, 20 01 35*, 20 01 36, 08 03 18…";
    /// A WEEE lot without weight.
    NoWeight = "no_weight",
        "poids absent", "weight missing",
        "pesez, ou reportez le poids du bon de collecte ou du bordereau",
        "weigh it, or take the weight of the collection note or the slip";
    /// A weight that its units cannot have.
    WeightDoesNotFit = "weight_does_not_fit",
        "poids que ses équipements ne peuvent pas faire", "weight that its units cannot have",
        "vérifiez le poids, son unité (kg) et `quantity` ; d'ici là les chiffres ont les deux dans leurs bornes",
        "check the weight, its unit (kg) and `quantity`; until then figures have both in their bounds";
    /// A lot with more or fewer unit rows than it says.
    LotCount = "lot_count",
        "nombre d'unités du lot différent de ses lignes", "number of units of the lot not that of its rows",
        "ajoutez ou retirez les lignes d'unités, ou corrigez `quantity`",
        "add or take away rows of units, or correct `quantity`";
    /// More units of a line left than there were.
    MoreLeftThanThere = "more_left_than_there",
        "plus d'unités sorties que la ligne n'en a", "more units left than their line has",
        "corrigez `quantity` de la sortie ou de l'inventaire, ou ajoutez l'achat qui manque ; un mouvement qui prend plus que ce qui reste est écarté, et les chiffres ont pour bornes ce qu'il a pu prendre",
        "correct `quantity` of the exit or of the inventory, or add the purchase that lacks; a movement that takes more than stands is set aside, and figures have what it may have taken in their bounds";
    /// No such operation code.
    UnknownOperationCode = "unknown_operation_code",
        "code de traitement inconnu", "unknown treatment code",
        "les codes vont de D 1 à D 15 et de R 0 à R 13",
        "codes go from D 1 to D 15 and from R 0 to R 13";
    /// A mode that the code does not allow.
    ModeDoesNotFit = "mode_does_not_fit",
        "mode de traitement incompatible avec le code", "treatment mode that does not fit its code",
        "demandez à l'opérateur lequel des deux est juste",
        "ask the operator which of the two is right";
    /// A code that allows several modes, and none said.
    ModeMissing = "mode_missing",
        "code de traitement final sans mode", "final treatment code without a mode",
        "le code en permet plusieurs : réutilisation, recyclage ou autre valorisation ; reportez celui du bordereau",
        "the code allows several: reuse, recycling or other recovery; take the slip's";
    /// A treatment of no handover.
    StrayTreatment = "stray_treatment",
        "traitement sans remise", "treatment without a handover",
        "donnez-lui le `lot_id` ou le `bsdd_no` de sa remise",
        "give it the `lot_id` or the `bsdd_no` of its handover";
    /// Treated before it was handed over.
    TreatedTooEarly = "treated_too_early",
        "traité avant d'être remis", "treated before it was handed over",
        "corrigez l'une des deux dates", "correct one of the two dates";
    /// More treated than handed over.
    TreatedTooMuch = "treated_too_much",
        "plus de poids traité que remis", "more weight treated than handed over",
        "vérifiez les deux poids et leur unité (kg)", "check both weights and their unit (kg)";
    /// A lot that left from nowhere, where others say where they left from.
    NoSite = "no_site",
        "lot sans site ni entité", "lot without site or entity",
        "ajoutez `site` ou `entity` : sans eux, rien ne dit d'où le lot est parti, et `change` le compte à aucun lieu",
        "add `site` or `entity`: without them nothing tells where the lot left from, and `change` counts it at no place";
    /// Bought, and in no inventory since.
    BoughtNotListed = "bought_not_listed",
        "acheté, et dans aucun inventaire depuis", "bought, and in no inventory since",
        "vérifiez `unit_id` : c'est l'identifiant ou le numéro de série de l'inventaire ; sinon l'achat compte deux fois",
        "check `unit_id`: it is the identifier or the serial number of the inventory; else the purchase counts twice";
    /// A lot without type.
    NoType = "no_type",
        "lot sans type d'équipement", "lot without an equipment type",
        "ajoutez `equipment_type` : le poids et la catégorie de DEEE en dépendent",
        "add `equipment_type`: weight and WEEE category depend on it";
    /// A type word that says no type, of what no inventory has.
    UnknownType = "unknown_type",
        "type d'équipement inconnu", "unknown equipment type",
        "écrivez un type connu (`empreinte schema`), ou dites le mot dans `[types]` d'estate.toml : sans lui, ces équipements ne comptent dans aucun nombre d'équipements",
        "write a known type (`empreinte schema`), or say the word in `[types]` of estate.toml: without it, these units count in no number of units";
    /// Dated after the as-of date.
    FutureDate = "future_date",
        "date après la date de référence", "date after the as-of date",
        "vérifiez l'année ; ou donnez une autre date de référence avec `--as-of`",
        "check the year; or give another reference date with `--as-of`";
    /// Written after a later row.
    OutOfOrder = "out_of_order",
        "ligne insérée après coup", "row inserted afterwards",
        "un registre ne fait que s'allonger : ajoutez les corrections à la fin, avec `replaces`",
        "a ledger only grows: add corrections at its end, with `replaces`";
    /// A sealed part that has changed.
    SealBroken = "seal_broken",
        "lignes scellées modifiées", "sealed rows changed",
        "retrouvez le fichier scellé, et ajoutez les corrections à la fin, avec `replaces`",
        "find the sealed file again, and add corrections at its end, with `replaces`";
    /// A user key that looks like a name or an address.
    UserInClear = "user_in_clear",
        "clé d'utilisateur qui ressemble à un nom ou à une adresse", "user key that looks like a name or an address",
        "remplacez-la par un pseudonyme ; la clé n'est montrée nulle part",
        "replace it by a pseudonym; the key is shown nowhere";
}

impl FindingKind {
    /// Whether the ledger and an inventory say otherwise of one unit, and one of them wins.
    pub fn is_of_inventory(self) -> bool {
        matches!(
            self,
            Self::StillInInventory
                | Self::OtherDay
                | Self::OtherRoute
                | Self::OtherPurchaseDay
                | Self::OtherMode
                | Self::OtherType
                | Self::RetypedId
                | Self::BoughtNotListed
                | Self::UsedAfterDecommission
        )
    }

    /// Which of two accounts wins, where what was seen does not say it.
    fn wins(self) -> Option<Text> {
        Some(match self {
            Self::TwoPurchases => text!(
                "le premier jour l'emporte, et le mode du dernier achat",
                "the first day wins, and the mode of the last purchase"
            ),
            Self::TwoExits => {
                text!("aucune ne l'emporte : elles sont écartées", "none wins: they are set aside")
            }
            Self::MoreLeftThanThere => text!("aucun des deux ne l'emporte", "neither wins"),
            Self::BoughtNotListed => {
                text!(
                    "le registre l'emporte : l'achat compte",
                    "the ledger wins: the purchase counts"
                )
            }
            Self::RetypedId => {
                text!("d'ici là, ce sont deux équipements", "until then they are two units")
            }
            _ => return None,
        })
    }

    /// Whether two accounts of one unit cannot both be, be they of the ledger alone.
    pub fn is_contradiction(self) -> bool {
        let of_ledger = matches!(
            self,
            Self::TwoPurchases
                | Self::TwoExits
                | Self::BeforePurchase
                | Self::MovedAfterExit
                | Self::MoreLeftThanThere
        );
        of_ledger || self.is_of_inventory()
    }
}

/// Something wrong, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerFinding {
    /// What is wrong.
    pub kind: FindingKind,
    /// The line of the ledger; `None` where the ledger lacks the row.
    pub line: Option<u32>,
    /// The unit or lot.
    pub subject: Option<LedgerWord>,
    /// The day it concerns.
    pub date: Option<Day>,
    /// What was seen.
    pub detail: Text,
}

impl LedgerFinding {
    /// The whole of it in words: unit, day, line, what it is and what was seen.
    pub fn told(&self, ledger: &Ledger) -> Text {
        let (subject, file) = (self.subject(ledger), &*ledger.file);
        Text::of(|lang| {
            let day = self.date.map_or_else(String::new, |date| format!(", {date}"));
            let place = self.line.map_or_else(String::new, |line| {
                text!(" ({file}, ligne {line})", " ({file}, line {line})").say(lang).to_owned()
            });
            let (label, detail) = (self.kind.label(lang), self.detail.say(lang));
            let seen = self.kind.wins().map_or_else(
                || detail.to_owned(),
                |wins| {
                    let Text { fr, en } = wins;
                    text!("{detail} ; {fr}", "{detail}; {en}").say(lang).to_owned()
                },
            );
            format!("{subject}{day}{place}{0}{label}{0}{seen}", lang.colon())
        })
    }

    /// The unit or lot, as text.
    pub fn subject<'a>(&self, ledger: &'a Ledger) -> &'a str {
        ledger.words.or_empty(self.subject)
    }
}
