//! Sentences that speak of a claim to say that it is not so, or that nothing shows it: "nothing shows that our
//! IT is green", "dire que notre parc est neutre serait faux".

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::{Match, Regex};

/// Verbs of saying, of showing and of believing.
const SAYING: &str = r"(?:dire|dit|disent|affirm\w*|pretend\w*|ecri\w*|annonc\w*|croi\w*|pens\w*|conclu\w*|qualifi\w*|presente\w*|montr\w*|prouv\w*|demontr\w*|indiqu\w*|attest\w*|etabli\w*|garanti\w*|savoir|sait|savons|say|says|saying|said|claim\w*|stat(?:e|es|ed|ing)|writ(?:e|es|ing)|assert\w*|pretend\w*|call(?:s|ed|ing)?|conclud\w*|announc\w*|describ\w*|show\w*|prov(?:e|es|ed|ing)|suggest\w*|support\w*|demonstrat\w*|indicat\w*|mean(?:s|t)?|tell(?:s|ing)?|know\w*|believ\w*)";

/// What is said of what is not so.
const FALSE: &str = r"(?:faux|fausse|inexacte?|trompeu(?:r|se)|mensong(?:er|ere)|un mensonge|abusi(?:f|ve)|interdite?|illicite|illegale?|exagere?e?|excessi(?:f|ve)|premature?e?|errone?e?|malhonnete|infonde?e?|impossible|une erreur|de l'ecoblanchiment|greenwashing|false|wrong|misleading|untrue|inaccurate|incorrect|dishonest|premature|unlawful|illegal|banned|prohibited|forbidden|unfounded|impossible|a lie|an exaggeration)";

/// What finds them.
pub(super) struct Disowned {
    /// Before a claim, that nothing shows it, or that it would be wrong to say it.
    before: Regex,
    /// That what follows is said by somebody, and behind a claim that this is wrong.
    said: Regex,
    judged: Regex,
    /// Before words that disown, what takes them back: "n'est pas faux de dire".
    taken_back: Regex,
}

impl Disowned {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            before: made(&format!(
                r"\b(?:rien|personne|nul|aucune? \w+(?: \w+)?) (?:ici )?(?:ne |n')(?:(?:nous |me |vous |le |permet(?:tent)? |peut |peuvent |pourrait |saurait |laisse |suffit a |de |d'|a )*){SAYING} ?(?:encore |donc )?(?:que |qu'|si )|\b(?:nothing|nobody|no one|none of (?:this|that|it|these|our \w+|the \w+)|(?:no|little|without) (?:data|evidence|proof|figures?|documents?|stud(?:y|ies)|measures?|measurements?|sign|indication|result)s?)(?: here| (?:in|of) (?:the |this |our )?\w+)? (?:(?:can|could|would|will|yet|so far|that|to|is there to|there is to|exists to) )*(?:{SAYING}(?: us)? (?:that |whether |yet that )?|that )|\b(?:ne |n')(?:peut|peuvent|pouvons|pourrait|pouvait|saurait|sauraient|sait|savons|permet|permettent|suffit|suffisent)(?: (?:pas|plus|encore|donc|jamais|rien|a|de|d'))* ?{SAYING} (?:que |qu'|si )|\b(?:ne |n')(?:disons|dit|disent|affirm\w+|pretend\w+|croy\w+|pens\w+|ecriv\w+) (?:pas|plus|jamais) (?:que |qu')|\b(?:cannot|can not|can't|could not|couldn't|do not|don't|does not|doesn't|did not|didn't|would not|wouldn't|never|unable to|not able to|refuse to|decline to) (?:yet |ever |even )?{SAYING} (?:that |whether )|\b(?:{FALSE}) (?:de |d'|to |that )(?:\w+ )?(?:{SAYING}|laisser (?:croire|entendre|penser))\b|\b(?:serait|est|c'est|would be|is|it's) (?:donc |tout simplement |simply )?{FALSE} (?:que |qu'|that )"
            ))?,
            taken_back: made(
                r"(?:\b(?:not|pas|never|jamais|hardly|nullement|aucunement|rien|nothing)|n't)(?: \w+)? ?$",
            )?,
            said: made(&format!(
                r"(?:^|[,;:] ?)(?:\w+ )?(?:(?:{SAYING}|laisser (?:croire|entendre|penser)|to {SAYING}|l'idee|l'affirmation|l'impression|the idea|the claim|the statement|the notion) ?(?:que |qu'|that |of )?)"
            ))?,
            judged: made(&format!(
                r"^[^.;]{{0,40}}?\b(?:serait|seraient|est|etait|reste|releve de|releverait de|would be|would have been|is|was|remains)(?: (?:donc|alors|ainsi|tout simplement|clairement|tres|plutot|totalement|simply|plainly|just|clearly|utterly|quite))? {FALSE}\b|^ ?[,;:]? ?(?:c'est|ceci est|that is|that's|this is) {FALSE} *(?:[.!]|$)"
            ))?,
        })
    }

    /// Whether a claim is disowned, and where the words end that say so, or that take it back, among those
    /// that stand before it in its clause.
    pub(super) fn told(&self, plain: &str, before: &str, claim: &Match<'_>) -> (bool, usize) {
        if let Some(found) = self.before.find_iter(before.as_bytes()).last() {
            let is_so = self.taken_back.is_match(&before.as_bytes()[..found.start()]);
            return (!is_so, found.end());
        }
        let is_judged = self.judged.is_match(&plain.as_bytes()[claim.end()..]);
        let found = self.said.find(before.as_bytes()).filter(|_| is_judged);
        let is_plain = || plain[claim.end()..].trim_start_matches([' ', ',', ';', ':']);
        let says = ["c'est", "ceci est", "that is", "that's", "this is"];
        let denies_all = is_judged && says.iter().any(|word| is_plain().starts_with(word));
        match found {
            Some(found) => (true, found.end()),
            None => (denies_all, 0),
        }
    }
}
