//! The name of a family of products within the words of a type: `PC HP ProDesk 400 G5`.

use super::evidence::Clues;
use super::lexicon::Sense;
use super::model::{ModelRank, ToldByModel, holds_maker};
use super::outside::{Outside, Thing};
use super::phrase::{PhraseReading, PhraseSays, descends, read_words};
use super::weigh::KindWeigher;
use super::words::{PhraseWord, words};
use factor::TypeId;
use ground::table::fold;

impl KindWeigher {
    /// What a type word says beside its maker: the `Switch` of Nintendo is no switch.
    pub(super) fn read_beside(&self, maker: &str, word: &str) -> PhraseReading {
        let read = self.read(word);
        if read.is_code || maker.is_empty() || !self.lexicon.may_name(&fold(maker)) {
            return read;
        }
        let whole = words(&format!("{maker} {word}"));
        match self.lexicon.term_of(&whole) {
            Some(_) => read_words(&whole, &self.lexicon, &self.types),
            None => read,
        }
    }

    /// The word and the model, where some tool writes the model among the words of the type.
    pub(super) fn with_family(
        &self,
        clues: &Clues<'_>,
        word: PhraseReading,
        model: Option<ToldByModel>,
    ) -> (PhraseReading, Option<ToldByModel>) {
        if let Some(told) = model.as_ref().filter(|told| self.is_role_of(&word, told)) {
            return (PhraseReading::silent(), Some(told.clone()));
        }
        let numbered = clues.word.bytes().any(|byte| byte.is_ascii_digit());
        let open = || {
            matches!(word.says, PhraseSays::Usual(..) | PhraseSays::Class(_))
                && holds_maker(clues.word)
        };
        let silent = matches!(word.says, PhraseSays::Silent | PhraseSays::Unknown);
        // `Edge 30`, of Motorola: a place in a network gives way to a family.
        let role = || numbered && self.lexicon.sense_of(&word.heard) == Some(Sense::Role);
        let no_word = word.doubt && (numbered || open()) || silent || role();
        let outside = !word.is_code && matches!(word.says, PhraseSays::One(Thing::Outside(_)));
        // `Laptop Razer Blade 15`: a word of a name is no thing where the others say what it is.
        let named = numbered && !word.is_code && clues.word.trim().contains(' ');
        if !no_word && !outside && !named {
            return (word, model);
        }
        let anywhere = word.says != PhraseSays::Unknown;
        let told = self.models.tell_within(clues.maker, clues.word, anywhere, &self.types);
        let Some(told) = told else { return (word, model) };
        let rest = self.read_without(clues.word, &told);
        let is_own = |kind: Thing| self.are_alike(kind, told.kind);
        let fits = match rest.says {
            PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => is_own(kind),
            _ => false,
        };
        // The `Desk` of a ProDesk is no furniture.
        let within = rest.heard != word.heard && (outside || named && fits);
        if !within && (!no_word || self.is_for(clues.word, &word, &told)) {
            return (word, model);
        }
        // What the others say of it is a word, and needs no model.
        if !no_word && !outside {
            return (rest, model);
        }
        let is_finer = |kind: Thing| descends(kind, told.kind, &self.types);
        let keeps = match rest.says {
            PhraseSays::One(kind) if is_finer(kind) => !rest.doubt || within && kind == told.kind,
            _ => within,
        };
        let word = if keeps { rest } else { PhraseReading::silent() };
        (word, model.filter(|own| own.rank <= told.rank).or(Some(told)))
    }

    /// Whether a maker and a model are known as those of another thing than one of a type, or taken for one.
    pub(crate) fn names_another(&self, maker: &str, model: &str, of: TypeId) -> bool {
        let told = self.models.tell(maker, model, &self.types);
        told.is_some_and(|told| {
            told.rank <= ModelRank::Family && !self.are_alike(told.kind, Thing::Type(of))
        })
    }

    /// Whether a word for what runs on machines is the role of a server that is known: a `Database`
    /// that is a `PowerEdge R640`. A licence is of a server, and none.
    fn is_role_of(&self, word: &PhraseReading, told: &ToldByModel) -> bool {
        const ROLES: [&str; 5] =
            ["database", "base de donnees", "antivirus", "application", "hyper v"];
        let server = self.types.named("server");
        matches!(word.says, PhraseSays::One(Thing::Outside(_)))
            && ROLES.contains(&word.heard.as_str())
            && told.rank == ModelRank::Family
            && server.is_some_and(|server| descends(told.kind, server, &self.types))
    }

    /// What a phrase says without the name of a family in it.
    fn read_without(&self, phrase: &str, told: &ToldByModel) -> PhraseReading {
        let all = words(phrase);
        let name = told.name().replace(' ', "");
        let fits = |from: usize| {
            let mut said = String::new();
            (from..all.len()).find_map(|at| {
                said.push_str(&all[at].text);
                (said.len() >= name.len()).then(|| said.starts_with(&name).then_some(at + 1))
            })?
        };
        let found = (0..all.len()).find_map(|from| Some((from, fits(from)?)));
        let rest: Vec<PhraseWord> = match found {
            Some((from, to)) if !name.is_empty() => [&all[..from], &all[to..]].concat(),
            _ => all,
        };
        read_words(&rest, &self.lexicon, &self.types)
    }

    /// Whether a phrase names what is made or done for a machine: the toner, the keyboard, the
    /// warranty of the model named after it; of what is named after the model, only consumables and
    /// licences (`Smart-UPS … Network Card` has a card).
    fn is_for(&self, phrase: &str, word: &PhraseReading, told: &ToldByModel) -> bool {
        let phrase = fold(phrase);
        let place = |words: &str| phrase.find(words).unwrap_or(0);
        // The `Desk` of an EliteDesk stands within it.
        let before = place(&word.heard) < place(told.name());
        match &word.says {
            PhraseSays::One(Thing::Outside(outside)) => {
                before
                    || matches!(outside, Outside::Type(id)
                        if ["consumable", "software"].contains(&self.types.code(*id)))
            }
            PhraseSays::One(kind) => before && !self.are_alike(*kind, told.kind),
            _ => false,
        }
    }
}
