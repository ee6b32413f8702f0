//! The evidence weighed: one rule for each meeting of a word and a model, in order.
//!
//! 1. A word that names no equipment stands: a `Laptop bag` is no laptop, whatever its model.
//! 2. A virtual machine's maker, model or serial number makes one, but where the maker only makes hardware.
//! 3. A code of several words (`server_rack`) stands, whatever the model.
//! 4. A finer name of the same thing is taken, whether word or model gives it.
//! 5. A word in its usual sense, or of a class, gives way to a model that is known.
//! 6. A certain word and a known model that contradict each other: the model is taken where both
//!    name things of one trade (computers and phones, network, printing, screens), or where the model names a part;
//!    else the word. Either way the row is listed (`type_settled`); see `model/forms.rs` for names said short.
//!    A word for another thing where the model stands (`Portable`, `PC fixe`) is as a known model.
//! 7. Where the word says nothing, the model tells; then the system, then the maker (`type_inferred`).

use super::beside::{are_in_the_box, names_more};
use super::evidence::{
    Clues, Evidence, EvidenceSource, KindAnswer, KindVerdict, Strength, WeighedKind, WholeWords,
};
use super::lexicon::Lexicon;
use super::model::{ModelRank, Models, ToldByModel};
use super::outside::{Outside, Thing, Types};
use super::phrase::{PhraseReading, PhraseSays, descends, leads_two_lives, read};
use super::serial::is_virtual_serial;
use super::system::kind_of_system;
use super::trade::{DISPLAYS, Trade};
use crate::makers::{MakerAnswer, maker_answer};
use crate::memo::SharedAnswers;
use factor::{FactorSet, TypeKind};
use ground::fault::Fault;
use ground::provenance::{Assumption, AssumptionSet};

/// Words and models, and how they are weighed.
pub struct KindWeigher {
    pub(super) lexicon: Lexicon,
    pub(super) models: Models,
    pub(super) types: Types,
    /// What makers and models tell, those met so far.
    told: SharedAnswers<Option<ToldByModel>>,
    /// Texts of types with words that are cut, by the text.
    pub(super) whole: SharedAnswers<Option<WholeWords>>,
}

/// The types that are shapes of a desktop computer.
const SHAPES: [&str; 3] = ["desktop_tower", "desktop_sff", "desktop_mini"];

impl KindWeigher {
    /// The shipped words and models, for a factor set.
    pub(super) fn new(set: &FactorSet) -> Result<Self, Fault> {
        let types = Types::new(set);
        let (lexicon, models) = (Lexicon::new(set)?, Models::new(set)?);
        let (told, whole) = (SharedAnswers::default(), SharedAnswers::default());
        Ok(Self { lexicon, models, types, told, whole })
    }

    /// The words that name things, each with what it names first.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, Thing)> {
        self.lexicon
            .terms
            .iter()
            .filter_map(|term| Some((term.text.as_str(), *term.kinds.first()?)))
    }

    /// What a type word says.
    pub(super) fn read(&self, word: &str) -> PhraseReading {
        read(word, &self.lexicon, &self.types)
    }

    /// Whether a word names a kind of thing by itself; a model's name does not.
    pub(crate) fn names_a_thing(&self, word: &str) -> bool {
        !matches!(self.read(word).says, PhraseSays::Silent | PhraseSays::Unknown)
    }

    /// As [`Self::names_a_thing`], and the thing is in scope.
    pub(crate) fn names_equipment(&self, word: &str) -> bool {
        let counts = |kind: &Thing| matches!(kind, Thing::Type(_));
        match self.read(word).says {
            PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => counts(&kind),
            PhraseSays::Class(kinds) => kinds.iter().any(counts),
            PhraseSays::Silent | PhraseSays::Unknown => false,
        }
    }

    /// Whether what a word names comes in the box of a machine.
    pub(crate) fn comes_in_the_box(&self, word: &str) -> bool {
        are_in_the_box(&self.read(word).says, &self.types)
    }

    /// As [`Self::names_a_thing`], and no word that nobody knows stands beside.
    pub(crate) fn names_sure(&self, phrase: &str) -> bool {
        let read = self.read(phrase);
        !read.doubt && !matches!(read.says, PhraseSays::Silent | PhraseSays::Unknown)
    }

    /// Whether a number beside a word for a thing may be that of its ports: an access point has none
    /// to tell.
    pub(crate) fn has_ports(&self, phrase: &str) -> bool {
        let (PhraseSays::One(kind) | PhraseSays::Usual(kind, _)) = self.read(phrase).says else {
            return false;
        };
        let Thing::Type(id) = kind else { return false };
        self.types.kind(id) == Some(TypeKind::Network) && self.types.code(id) != "wifi_access_point"
    }

    /// Whether a word would name anything.
    pub(crate) fn is_silent(&self, word: &str) -> bool {
        !word.trim().is_empty() && self.read(word).says == PhraseSays::Silent
    }

    /// Whether a phrase names another thing that comes with the first.
    pub(crate) fn names_more(&self, phrase: &str) -> bool {
        names_more(phrase, &self.lexicon, &self.types, |one, other| self.are_alike(one, other))
    }

    /// Whether one is a sort of the other, or taken for it.
    pub(super) fn are_alike(&self, one: Thing, other: Thing) -> bool {
        descends(one, other, &self.types)
            || descends(other, one, &self.types)
            || self.types.same_trade(one, other)
    }

    /// Whether a number beside a word for a thing may be its size, or its ports.
    pub(crate) fn has_sizes(&self, phrase: &str) -> bool {
        let (PhraseSays::One(kind) | PhraseSays::Usual(kind, _)) = self.read(phrase).says else {
            return false;
        };
        let code = |kind| match kind {
            Thing::Type(id) => self.types.kind(id),
            Thing::Outside(_) => None,
        };
        code(kind) == Some(TypeKind::Network)
            || DISPLAYS.iter().any(|own| self.types.named(own) == Some(kind))
    }

    /// Whether a name is of a known family of products.
    pub(crate) fn names_a_model(&self, name: &str) -> bool {
        self.models.tell("", name, &self.types).is_some_and(|told| told.rank == ModelRank::Family)
    }

    /// Weighs what is known of a thing, whose words are whole.
    pub(super) fn weigh_whole(&self, clues: &Clues<'_>) -> WeighedKind {
        let said = self.first_word(clues.maker, clues.word, clues.model);
        let model = if clues.model == clues.word { said } else { clues.model };
        let word = self.read_beside(clues.maker, said);
        let first = self.first_model(&word, clues.maker, model);
        let clues = &Clues { word: said, model: first, ..*clues };
        // A model meets words of many types, and tells of each the same.
        let tell = || self.models.tell(clues.maker, clues.model, &self.types);
        let model = self.told.get([clues.maker, clues.model], tell);
        let mut model = model.or_else(|| self.named_for_a_model(&word, clues.model));
        let along = model.as_ref().and_then(|told| self.goes_along(&word, told, clues.model));
        if along.is_some() {
            model = self.named_for_a_model(&word, clues.model);
            model = model.filter(|told| self.goes_along(&word, told, clues.model).is_none());
        }
        // A printer that is an all-in-one scans and copies too, and is no computer.
        if let PhraseSays::One(kind) | PhraseSays::Usual(kind, _) = &word.says
            && self.types.prints(*kind)
        {
            let is_computer = |told: &ToldByModel| {
                told.rank == ModelRank::Word && self.types.is_all_in_one(told.kind)
            };
            model = model.filter(|told| !is_computer(told));
        }
        let (word, model) = self.with_family(clues, word, model);
        let (model, slight) = self.as_far_as_said(clues, &word, model);
        let system = kind_of_system(clues.system)
            .and_then(|(code, strength)| Some((self.types.named(code)?, strength)));
        let mut evidence = Vec::new();
        if let Some(heard) = spoken(&word) {
            evidence.push(heard);
        }
        evidence.extend(model.as_ref().map(|told| evidence_of_model(clues, told)));
        if let Some((kind, strength)) = system {
            let heard = clues.system.to_owned();
            evidence.push(Evidence {
                source: EvidenceSource::System,
                heard,
                kinds: vec![kind],
                strength,
            });
        }
        if let Some(source) = Self::is_virtual(clues, &word, model.as_ref())
            && let Some(kind) = self.types.named("virtual_machine")
        {
            let heard = match source {
                EvidenceSource::Maker => clues.maker.to_owned(),
                EvidenceSource::Serial => {
                    String::from_utf8_lossy(clues.serial).chars().take(8).collect()
                }
                _ => model.map_or_else(String::new, |told| told.heard),
            };
            evidence.retain(|one| one.source != source);
            let strength = Strength::Certain;
            evidence.push(Evidence { source, heard, kinds: vec![kind], strength });
            return WeighedKind { verdict: sure(kind, source), evidence };
        }
        // A bag, a charger, a cable named after the machine it is for.
        if matches!(word.says, PhraseSays::Silent | PhraseSays::Unknown)
            && let Some(told) = model.as_ref().filter(|told| told.rank <= ModelRank::Family)
            && let Some(made_for) = self.made_for(clues.model)
            // The `Stylus` of Epson is a printer.
            && !told.heard.contains(&made_for.heard)
        {
            let evidence = Evidence {
                source: EvidenceSource::Model,
                heard: made_for.heard,
                kinds: vec![made_for.kind],
                strength: Strength::Certain,
            };
            let verdict = assuming(made_for.kind, EvidenceSource::Model, Assumption::TypeInferred);
            return WeighedKind { verdict, evidence: vec![evidence] };
        }
        let verdict = match word.says {
            PhraseSays::One(kind) if word.is_code => sure(kind, EvidenceSource::Word),
            _ if self.holds_machines(&word, clues.word) => KindVerdict {
                answer: KindAnswer::Unknown,
                rests_on: EvidenceSource::Word,
                assumed: AssumptionSet::NONE,
            },
            _ if self.may_scan_people(&word, model.as_ref(), clues) => KindVerdict {
                answer: KindAnswer::Several,
                rests_on: EvidenceSource::Word,
                assumed: AssumptionSet::NONE,
            },
            _ => {
                let verdict = self.verdict(&word, model.as_ref(), system, clues.word.is_empty());
                match self.micro_of_a_maker(&word, clues) {
                    Some(kind) if verdict.answer == KindAnswer::Several => {
                        assuming(kind, EvidenceSource::Maker, Assumption::TypeInferred)
                    }
                    _ => verdict,
                }
            }
        };
        let said = slight || along.is_some_and(|along| along.alone);
        WeighedKind { verdict: if said { listed(verdict) } else { verdict }, evidence }
    }

    /// What is made for a machine, where a model's name is that of such a thing.
    fn made_for(&self, model: &str) -> Option<ToldByModel> {
        const SERVED: [&str; 7] =
            ["garantie", "extension", "warranty", "licence", "license", "care pack", "support"];
        let PhraseReading { says: PhraseSays::One(kind), heard, .. } = self.read(model) else {
            return None;
        };
        let made_for = match kind {
            Thing::Outside(Outside::Accessory) => true,
            Thing::Outside(Outside::Type(id)) => match self.types.code(id) {
                "consumable" | "network_cable" => true,
                "software" => SERVED.iter().any(|served| heard.starts_with(served)),
                // A projector's lamp is no furniture, and no projector.
                "furniture" => heard.starts_with("lamp"),
                _ => false,
            },
            _ => false,
        };
        made_for.then_some(ToldByModel { kind, rank: ModelRank::Part, heard })
    }

    /// What says that it is a virtual machine.
    fn is_virtual(
        clues: &Clues<'_>,
        word: &PhraseReading,
        model: Option<&ToldByModel>,
    ) -> Option<EvidenceSource> {
        if matches!(word.says, PhraseSays::One(Thing::Outside(_))) {
            return None;
        }
        match maker_answer(clues.maker) {
            Some(MakerAnswer::Virtual) => Some(EvidenceSource::Maker),
            Some(MakerAnswer::Hardware | MakerAnswer::Panel | MakerAnswer::PanelIfSmall) => None,
            _ if model.is_some_and(|told| told.rank == ModelRank::Virtual) => {
                Some(EvidenceSource::Model)
            }
            _ => is_virtual_serial(clues.serial).then_some(EvidenceSource::Serial),
        }
    }

    fn verdict(
        &self,
        word: &PhraseReading,
        model: Option<&ToldByModel>,
        system: Option<(Thing, Strength)>,
        empty: bool,
    ) -> KindVerdict {
        let surely =
            model.filter(|told| told.rank <= ModelRank::Family && told.rank != ModelRank::Virtual);
        let perhaps = model.filter(|told| matches!(told.rank, ModelRank::Form | ModelRank::Hint));
        let maker = model.filter(|told| told.rank == ModelRank::Maker);
        match &word.says {
            // A cart with the model of a computer may be what it carries.
            PhraseSays::One(Thing::Outside(Outside::Type(id)))
                if self.types.code(*id) == "furniture"
                    && surely
                        .is_some_and(|told| self.types.trade(told.kind) == Trade::Computing) =>
            {
                KindVerdict {
                    answer: KindAnswer::Unknown,
                    rests_on: EvidenceSource::Word,
                    assumed: AssumptionSet::NONE,
                }
            }
            PhraseSays::One(Thing::Outside(outside)) => {
                sure(Thing::Outside(*outside), EvidenceSource::Word)
            }
            PhraseSays::One(kind) => {
                if let Some(told) = surely {
                    return self.meet(*kind, told, word.doubt);
                }
                let lives = leads_two_lives(&word.says, &self.types);
                let is_so = |kind| lives && outside(kind) || self.is_telephone_of(word, kind);
                if let Some(told) = maker.filter(|told| is_so(told.kind)) {
                    return assuming(told.kind, EvidenceSource::Maker, Assumption::TypeInferred);
                }
                let sort = perhaps.filter(|told| descends(told.kind, *kind, &self.types));
                match sort {
                    Some(told) => sure(told.kind, EvidenceSource::Model),
                    None => usual_if(word.doubt, *kind),
                }
            }
            PhraseSays::Usual(kind, all) => {
                let may_be = |other: Thing| {
                    all.iter().any(|one| descends(other, *one, &self.types))
                        || self.types.same_trade(*kind, other)
                };
                if let Some(told) = surely {
                    // A plotter is no usual printer, though no set may have more of it than that.
                    let own = self.types.named("printer") == Some(told.kind);
                    if *kind != told.kind && descends(*kind, told.kind, &self.types) && !own {
                        return usual_if(true, *kind);
                    }
                    let verdict = sure(told.kind, EvidenceSource::Model);
                    let is_other = self.is_no_telephone(&word.says, told.kind);
                    let holds = matches!(kind, Thing::Outside(_)) || may_be(told.kind) && !is_other;
                    return if holds { verdict } else { listed(verdict) };
                }
                if let Some(told) = perhaps.filter(|told| may_be(told.kind)) {
                    return match told.rank {
                        ModelRank::Form => sure(told.kind, EvidenceSource::Model),
                        _ => assuming(told.kind, EvidenceSource::Model, Assumption::TypeInferred),
                    };
                }
                let lives = leads_two_lives(&word.says, &self.types);
                if let Some(told) =
                    maker.filter(|told| may_be(told.kind) || lives && outside(told.kind))
                {
                    return assuming(told.kind, EvidenceSource::Maker, Assumption::TypeInferred);
                }
                usual_if(true, *kind)
            }
            PhraseSays::Class(all) => {
                let fits = |other: Thing| {
                    all.iter().any(|one| {
                        descends(other, *one, &self.types) || self.types.same_trade(*one, other)
                    })
                };
                if let Some(told) = surely {
                    let settled = !fits(told.kind);
                    let verdict = sure(told.kind, EvidenceSource::Model);
                    return if settled { listed(verdict) } else { verdict };
                }
                Self::inferred(perhaps, system, maker, &fits).unwrap_or(KindVerdict {
                    answer: KindAnswer::Several,
                    rests_on: EvidenceSource::Word,
                    assumed: AssumptionSet::NONE,
                })
            }
            PhraseSays::Silent => {
                if let Some(told) = surely {
                    return assuming(told.kind, EvidenceSource::Model, Assumption::TypeInferred);
                }
                let answer = if empty { KindAnswer::Missing } else { KindAnswer::Unknown };
                Self::inferred(perhaps, system, maker, &|_| true).unwrap_or(KindVerdict {
                    answer,
                    rests_on: EvidenceSource::Word,
                    assumed: AssumptionSet::NONE,
                })
            }
            PhraseSays::Unknown => match surely {
                Some(told) => assuming(told.kind, EvidenceSource::Model, Assumption::TypeInferred),
                None => KindVerdict {
                    answer: KindAnswer::Unknown,
                    rests_on: EvidenceSource::Word,
                    assumed: AssumptionSet::NONE,
                },
            },
        }
    }

    /// A certain word beside a known model.
    fn meet(&self, word: Thing, told: &ToldByModel, doubt: bool) -> KindVerdict {
        // A monitor of a family of patient monitors is one.
        if outside(told.kind) && leads_two_lives(&PhraseSays::One(word), &self.types) {
            return sure(told.kind, EvidenceSource::Model);
        }
        // A scanner of a family of hand scanners reads bar codes.
        let hand =
            told.rank == ModelRank::Family && told.kind == Thing::Outside(Outside::Accessory);
        if hand && self.types.named("scanner") == Some(word) {
            return sure(told.kind, EvidenceSource::Model);
        }
        if descends(told.kind, word, &self.types) {
            return sure(told.kind, EvidenceSource::Model);
        }
        if descends(word, told.kind, &self.types) || self.is_shape_of(told.kind, word) {
            return sure(word, EvidenceSource::Word);
        }
        let by_model =
            doubt || told.rank == ModelRank::Part || self.types.same_trade(word, told.kind);
        listed(if by_model {
            sure(told.kind, EvidenceSource::Model)
        } else {
            sure(word, EvidenceSource::Word)
        })
    }

    /// Whether a kind only says the shape of what a word is a sort of: a thin client may be small.
    fn is_shape_of(&self, shape: Thing, word: Thing) -> bool {
        let code = |kind| match kind {
            Thing::Type(id) => self.types.code(id),
            Thing::Outside(_) => "",
        };
        let (Thing::Type(id), false) = (shape, SHAPES.contains(&code(word))) else {
            return false;
        };
        let parent = self.types.parent(id).map(Thing::Type);
        SHAPES.contains(&code(shape))
            && parent.is_some_and(|parent| word != parent && descends(word, parent, &self.types))
    }

    /// What is left to tell where neither word nor model does.
    fn inferred(
        perhaps: Option<&ToldByModel>,
        system: Option<(Thing, Strength)>,
        maker: Option<&ToldByModel>,
        fits: &dyn Fn(Thing) -> bool,
    ) -> Option<KindVerdict> {
        let certain = system.filter(|(_, strength)| *strength == Strength::Certain);
        let candidates = [
            certain.map(|(kind, _)| (kind, EvidenceSource::System)),
            perhaps.map(|told| (told.kind, EvidenceSource::Model)),
            system.map(|(kind, _)| (kind, EvidenceSource::System)),
            maker.map(|told| (told.kind, EvidenceSource::Maker)),
        ];
        let (kind, source) = candidates.into_iter().flatten().find(|(kind, _)| fits(*kind))?;
        Some(assuming(kind, source, Assumption::TypeInferred))
    }
}

fn outside(kind: Thing) -> bool {
    matches!(kind, Thing::Outside(Outside::MedicalDevice | Outside::BuildingDevice))
}

/// What the type word itself says.
fn spoken(word: &PhraseReading) -> Option<Evidence> {
    let (kinds, strength) = match &word.says {
        PhraseSays::One(kind) if word.doubt => (vec![*kind], Strength::Usual),
        PhraseSays::One(kind) => (vec![*kind], Strength::Certain),
        PhraseSays::Usual(kind, _) => (vec![*kind], Strength::Usual),
        PhraseSays::Class(kinds) => (kinds.clone(), Strength::Open),
        PhraseSays::Silent | PhraseSays::Unknown => return None,
    };
    Some(Evidence { source: EvidenceSource::Word, heard: word.heard.clone(), kinds, strength })
}

fn sure(kind: Thing, rests_on: EvidenceSource) -> KindVerdict {
    let answer = match kind {
        Thing::Type(id) => KindAnswer::Type(id),
        Thing::Outside(outside) => KindAnswer::Outside(outside),
    };
    KindVerdict { answer, rests_on, assumed: AssumptionSet::NONE }
}

fn assuming(kind: Thing, rests_on: EvidenceSource, assumption: Assumption) -> KindVerdict {
    KindVerdict { assumed: assumption.into(), ..sure(kind, rests_on) }
}

fn usual_if(usual: bool, kind: Thing) -> KindVerdict {
    if usual {
        assuming(kind, EvidenceSource::Word, Assumption::UsualType)
    } else {
        sure(kind, EvidenceSource::Word)
    }
}

/// A contradiction settled, which is said.
fn listed(verdict: KindVerdict) -> KindVerdict {
    KindVerdict { assumed: verdict.assumed.with(Assumption::TypeSettled), ..verdict }
}

/// What a model, or its maker, tells of a thing.
fn evidence_of_model(clues: &Clues<'_>, told: &ToldByModel) -> Evidence {
    let (source, strength) = match told.rank {
        ModelRank::Maker => (EvidenceSource::Maker, Strength::Hint),
        ModelRank::Form | ModelRank::Hint => (EvidenceSource::Model, Strength::Hint),
        _ => (EvidenceSource::Model, Strength::Certain),
    };
    let heard = if source == EvidenceSource::Maker { clues.maker } else { &told.heard };
    Evidence { source, heard: heard.to_owned(), kinds: vec![told.kind], strength }
}
