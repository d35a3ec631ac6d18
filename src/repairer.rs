//! A configured repair, reusable for any number of texts.

use std::borrow::Cow;
use std::ops::Range;

use crate::damage::{destroyed, mojibake};
use crate::diagnosis::Diagnosis;
use crate::edit::{Certainty, Report};
use crate::encoding;
use crate::error::Error;
use crate::name::{Choice, Config, Encoding, Quotes};
use crate::pipeline;
use crate::profile::{Operation, Profile, Treatment};
use crate::script::classify;
use crate::settings::{Damage, Escapes, Glossed, Limits, Readings, Settings};

/// Repairs texts. Cheap to clone; one serves any number of threads.
///
/// ```
/// use mingwen::{Certainty, Repairer};
///
/// let repairer = Repairer::builder().certainty(Certainty::Proved).build()?;
/// let repaired = repairer.repair("圖書館在校園的東邊");
/// assert!(repaired.report.is_empty());
/// # Ok::<(), mingwen::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repairer {
    settings: Settings,
}

/// The outcome of a repair.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Repaired<'t> {
    /// The repaired text; borrowed from the input where nothing was changed.
    pub text: Cow<'t, str>,
    /// Every change that was made.
    pub report: Report,
}

impl Repaired<'_> {
    /// The bytes that the repair started from, exactly. O(bytes).
    ///
    /// # Errors
    /// As [`Report::undo`], if `text` was changed since.
    ///
    /// ```
    /// let bytes = b"\xe9\x5f(k\xa8\xa1i)\xb0\x6c(f\xa8\xa1)\x85\x5e(q\xa8\xb1)"; // GBK
    /// let repaired = mingwen::repair_bytes(bytes);
    /// assert_eq!(repaired.text, "開發區");
    /// assert_eq!(repaired.undo_bytes()?, bytes);
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn undo_bytes(&self) -> Result<Vec<u8>, Error> {
        let decoded = self.report.undo(&self.text)?;
        match self.report.decoding() {
            None => Ok(decoded.into_bytes()),
            Some(decoding) => encoding::encode(&decoded, decoding).ok_or(Error::ForeignText {
                expected: decoding.segments.last().map_or(0, |s| s.text.end),
                found: decoded.len(),
            }),
        }
    }

    /// The same with a text of its own. O(bytes) where it was borrowed.
    pub fn into_owned(self) -> Repaired<'static> {
        Repaired {
            text: Cow::Owned(self.text.into_owned()),
            report: self.report,
        }
    }
}

impl Repairer {
    /// A builder with the defaults.
    pub fn builder() -> RepairerBuilder {
        RepairerBuilder::default()
    }

    /// A repairer of this profile that repairs this damage.
    pub(crate) fn of(profile: Profile, damage: Damage) -> Self {
        Self {
            settings: Self::builder().profile(profile).damage(damage).settings,
        }
    }

    /// Repairs a text. O(bytes).
    pub fn repair<'t>(&self, text: &'t str) -> Repaired<'t> {
        let (text, report) = pipeline::run(text, &self.settings);
        Repaired { text, report }
    }

    /// Repairs a text without keeping an account. Borrowed if nothing was wrong. O(bytes).
    #[must_use]
    pub fn repair_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let (text, ()) = pipeline::run(text, &self.settings);
        text
    }

    /// Appends the repaired text to `out`, without keeping an account. O(bytes).
    pub fn repair_into(&self, text: &str, out: &mut String) {
        out.push_str(&self.repair_text(text));
    }

    /// What is wrong with a text, without changing it; what this repairer would not repair included. Takes
    /// as long as a repair. O(bytes).
    ///
    /// ```
    /// let repairer = mingwen::Repairer::default();
    /// let diagnosis = repairer.diagnose("開(kāi)發(fā)區(qū)的藍圖");
    /// assert_eq!(diagnosis.findings().len(), 3);
    /// assert!(diagnosis.is_repairable());
    /// ```
    pub fn diagnose(&self, text: &str) -> Diagnosis {
        let mut settings = Settings {
            // A script that the caller asked for is no finding.
            script: None,
            quotes: Quotes::Keep,
            ..self.settings.clone()
        };
        if settings.treatments.of(Operation::Invisible) == Treatment::Ignore {
            settings
                .treatments
                .set(Operation::Invisible, Treatment::Report);
        }
        let (repaired, report) = pipeline::run(text, &settings);
        let classification = classify(&repaired);
        Diagnosis::new(text, &report, destroyed::seven_bits(text), classification)
    }

    /// The same for bytes, whose encoding is found out first. Places are bytes of the decoded text. O(bytes).
    pub fn diagnose_bytes(&self, bytes: &[u8]) -> Diagnosis {
        let (text, _) = encoding::decode(bytes, &spans(bytes, self.settings.encoding));
        self.diagnose(&text)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What all bytes are in, where it is known.
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        self.settings.encoding
    }

    /// Finds what encoding the bytes are in, decodes and repairs them. O(bytes).
    ///
    /// Bytes that the encoding gives no meaning become U+FFFD and stand in
    /// [`Decoding::exceptions`](crate::Decoding::exceptions).
    pub fn repair_bytes<'t>(&self, bytes: &'t [u8]) -> Repaired<'t> {
        let (text, decoding) = encoding::decode(bytes, &spans(bytes, self.settings.encoding));
        let (text, mut report) = match text {
            Cow::Borrowed(text) => pipeline::run::<Report>(text, &self.settings),
            Cow::Owned(text) => {
                let (repaired, report) = pipeline::run::<Report>(&text, &self.settings);
                let repaired = match repaired {
                    Cow::Borrowed(_) => None,
                    Cow::Owned(repaired) => Some(repaired),
                };
                (Cow::Owned(repaired.unwrap_or(text)), report)
            }
        };
        report.decoding = Some(decoding);
        Repaired { text, report }
    }
}

/// Decodes bytes and changes nothing.
pub(crate) fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Repaired<'_> {
    let (text, decoding) = encoding::decode(bytes, &spans(bytes, encoding));
    let mut report = Report::unchanged(text.len());
    report.decoding = Some(decoding);
    Repaired { text, report }
}

/// Which bytes to read in what.
fn spans(bytes: &[u8], encoding: Option<Encoding>) -> Vec<(Range<usize>, Encoding)> {
    match encoding {
        Some(named) => vec![(0..bytes.len(), named)],
        None => encoding::choose(bytes),
    }
}

impl Default for Repairer {
    fn default() -> Self {
        Self {
            settings: RepairerBuilder::default().settings,
        }
    }
}

fn parts_of_a_million(part: f32) -> u32 {
    (part.clamp(0.0, 1.0) * 1e6) as u32
}

/// Sets up a [`Repairer`].
#[derive(Debug, Clone)]
#[must_use]
pub struct RepairerBuilder {
    settings: Settings,
}

impl Default for RepairerBuilder {
    fn default() -> Self {
        Self {
            settings: Settings {
                profile: Profile::default(),
                treatments: Profile::default().treatments(),
                budget: parts_of_a_million(Profile::default().budget()),
                certainty: Certainty::Inferred,
                least_probability: 0,
                limits: Limits::default(),
                damage: Damage::default(),
                escapes: Escapes::default(),
                readings: Readings::default(),
                misread: None,
                glossed: Glossed::default(),
                script: None,
                choice: Choice::default(),
                preferred: Vec::new(),
                quotes: Quotes::default(),
                encoding: None,
            },
        }
    }
}

impl RepairerBuilder {
    /// What the texts are wanted for; [`Profile::Repair`] by default. Sets the treatment of every
    /// [`Operation`]; [`Profile::Archive`] asks for [`Certainty::Proved`] as well. Call it before
    /// what is to differ from the profile.
    ///
    /// ```
    /// use mingwen::{Operation, Profile, Repairer, Treatment};
    ///
    /// let page = "第１版 ,２０２４年:\u{200B}春天来了,燕子飞回来了";
    /// let builder = Repairer::builder().profile(Profile::Corpus);
    /// let repairer = builder.clone().build()?;
    /// assert_eq!(repairer.repair(page).text, "第1版，2024年：春天来了，燕子飞回来了");
    ///
    /// let repairer = builder.operation(Operation::Width, Treatment::Ignore).build()?;
    /// assert_eq!(repairer.repair(page).text, "第１版，２０２４年：春天来了，燕子飞回来了");
    ///
    /// // For an archive all of it is reported, and left.
    /// let repairer = Repairer::builder().profile(Profile::Archive).build()?;
    /// let repaired = repairer.repair(page);
    /// assert_eq!(repaired.text, page);
    /// assert_eq!(repaired.report.left().len(), 6);
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn profile(mut self, profile: Profile) -> Self {
        self.settings.profile = profile;
        self.settings.treatments = profile.treatments();
        self.settings.budget = parts_of_a_million(profile.budget());
        if profile == Profile::Archive {
            self.settings.certainty = Certainty::Proved;
        }
        self
    }

    /// The part of a text's bytes, from 0 to 1, that may change before its report is
    /// [flagged](Report::is_over_budget); the [profile's](Profile::budget) by default.
    pub fn budget(mut self, most: f32) -> Self {
        self.settings.budget = parts_of_a_million(most);
        self
    }

    /// What becomes of one operation's findings, whatever the profile says.
    pub fn operation(mut self, operation: Operation, treatment: Treatment) -> Self {
        self.settings.treatments.set(operation, treatment);
        self
    }

    /// The least certainty that a change must have; [`Certainty::Inferred`] by default. What falls
    /// short is left as it is, all of it, and stands in [`Report::left`]: a change is as certain as its
    /// weakest character, and [`Edit::inferred`](crate::Edit::inferred) says which these are.
    pub fn certainty(mut self, least: Certainty) -> Self {
        self.settings.certainty = least;
        self
    }

    /// The least probability, from 0 to 1, that a character must have to be filled in for lost bytes; 0 by
    /// default, so that the likeliest is. Below it, U+FFFD stands for the character and [`Reason::Lost`] in the
    /// report; with 1, whatever was not proved. A span of which that would be half is left as it is.
    ///
    /// ```
    /// use mingwen::Repairer;
    ///
    /// let name = "娆ч槼鍊?"; // UTF-8 read as GBK; the last byte is gone
    /// assert_eq!(Repairer::default().repair(name).text.chars().count(), 3);
    /// let repairer = Repairer::builder().probability(0.5).build()?;
    /// assert_eq!(repairer.repair(name).text, "欧阳\u{FFFD}");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    ///
    /// [`Reason::Lost`]: crate::Reason::Lost
    pub fn probability(mut self, least: f32) -> Self {
        self.settings.least_probability = parts_of_a_million(least);
        self
    }

    /// Which damage is repaired; [`Damage::Repair`] by default.
    ///
    /// ```
    /// use mingwen::{Damage, Repairer};
    ///
    /// let repairer = Repairer::builder().damage(Damage::Leave).build()?;
    /// assert_eq!(repairer.repair("ä¸­æ–‡ç¼–ç\u{A0}\u{81}").text, "ä¸­æ–‡ç¼–ç\u{A0}\u{81}");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn damage(mut self, damage: Damage) -> Self {
        self.settings.damage = damage;
        self
    }

    /// Which characters written out in ASCII are read; [`Escapes::References`] by default.
    ///
    /// ```
    /// use mingwen::{Escapes, Repairer};
    ///
    /// let repairer = Repairer::builder().escapes(Escapes::All).build()?;
    /// assert_eq!(repairer.repair("=?gb2312?B?u+HS6c2o1qo=?=").text, "会议通知");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn escapes(mut self, escapes: Escapes) -> Self {
        self.settings.escapes = escapes;
        self
    }

    /// Whether readings in parentheses were spliced in by the corruption, where that is known; decided for
    /// each document by default.
    ///
    /// ```
    /// use mingwen::{Readings, Repairer, repair};
    ///
    /// let builder = Repairer::builder();
    /// let spliced = builder.clone().readings(Readings::SplicedIn).build()?;
    /// assert_eq!(repair("開(kāi)"), "開(kāi)", "too little to tell by itself");
    /// assert_eq!(spliced.repair_text("開(kāi)"), "開");
    /// assert_eq!(spliced.repair_text("長(cháng)者"), "長者");
    /// assert_eq!(spliced.repair_text("重(chóng)庆"), "重(chóng)庆", "not by the corruption");
    ///
    /// let written = builder.readings(Readings::Written).build()?;
    /// assert_eq!(written.repair_text("開(kāi)發(fā)區(qū)"), "開(kāi)發(fā)區(qū)");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn readings(mut self, readings: Readings) -> Self {
        self.settings.readings = readings;
        self
    }

    /// Says that the texts were written in one encoding and read in another, where that is known. Each line
    /// that is likelier Chinese when it is read the other way goes that way as a whole, however short
    /// it is: names and other cells of a table, which tell nothing by themselves. Lines that are not
    /// are repaired as ever. By default the lines of a text decide together, three at least.
    ///
    /// ```
    /// use mingwen::{Encoding, Repairer, repair};
    ///
    /// assert_eq!(repair("ÍõÎ°"), "ÍõÎ°", "too little to tell by itself");
    /// let builder = Repairer::builder().misread(Encoding::Gb18030, Encoding::Windows1252);
    /// let repairer = builder.build()?;
    /// assert_eq!(repairer.repair_text("ÍõÎ°"), "王伟");
    /// assert_eq!(repairer.repair_text("Müller"), "Müller");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn misread(mut self, written: Encoding, read: Encoding) -> Self {
        self.settings.misread = Some((written, read));
        self
    }

    /// What to make of a page that had readings spliced in; nothing happens to other pages.
    ///
    /// ```
    /// use mingwen::{Glossed, Repairer};
    ///
    /// let repairer = Repairer::builder().glossed(Glossed::Original).build()?;
    /// let page = "各部門(mén)要著力抓項(xiàng)目，關(guān)注民生，編寫(xiě)學術(shù)專著";
    /// assert_eq!(repairer.repair(page).text, "各部门要着力抓项目，关注民生，编写学术专著");
    /// assert_eq!(repairer.repair("各部門要著力抓項目").text, "各部門要著力抓項目");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn glossed(mut self, glossed: Glossed) -> Self {
        self.settings.glossed = glossed;
        self
    }

    /// Converts the script after everything else, as [`convert`](crate::convert) does; not at all
    /// by default. Other than repair, converting twice is not converting once.
    ///
    /// ```
    /// use mingwen::{Config, Repairer};
    ///
    /// let repairer = Repairer::builder().script(Config::T2s).build()?;
    /// let repaired = repairer.repair("開(kāi)發(fā)區(qū)建設(shè)");
    /// assert_eq!(repaired.text, "开发区建设");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn script(mut self, config: Config) -> Self {
        self.settings.script = Some(config);
        self
    }

    /// Who decides where a character can be converted in several ways; [`Choice::Exact`] by default.
    /// What the text around decides is [`Certainty::Inferred`] and carries its probability; with
    /// [`Choice::ContextIfCertain`] it is [`Certainty::Guessed`] below 0.9, and so left by default.
    ///
    /// ```
    /// use mingwen::{Choice, Config, Repairer};
    ///
    /// let builder = Repairer::builder().script(Config::S2tw).choice(Choice::Context);
    /// let repaired = builder.build()?.repair("被发明的方法");
    /// assert_eq!(repaired.text, "被發明的方法");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn choice(mut self, choice: Choice) -> Self {
        self.settings.choice = choice;
        self
    }

    /// Names a spelling to be preferred where the text around decides, such as `台` over 臺; see
    /// [`ConverterBuilder::prefer`](crate::ConverterBuilder::prefer). May be given several times.
    ///
    /// ```
    /// use mingwen::{Choice, Config, Repairer};
    ///
    /// let builder = Repairer::builder().script(Config::S2tw).choice(Choice::Context);
    /// let repaired = builder.prefer('台').build()?.repair("台湾的舞台");
    /// assert_eq!(repaired.text, "台灣的舞台");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn prefer(mut self, spelling: char) -> Self {
        self.settings.preferred.push(spelling);
        self
    }

    /// Which quotation marks the text is to have; [`Quotes::Keep`] by default. A mark that pairs with no
    /// other stays and stands in [`Report::left`]; so do marks in code and markup, and those of
    /// quotations without Chinese.
    ///
    /// ```
    /// use mingwen::{Quotes, Repairer};
    ///
    /// let repairer = Repairer::builder().quotes(Quotes::Corner).build()?;
    /// let repaired = repairer.repair("“don’t 就是‘不要’”，对”吗");
    /// assert_eq!(repaired.text, "「don’t 就是『不要』」，对”吗");
    /// assert_eq!(repaired.report.left().len(), 1);
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn quotes(mut self, quotes: Quotes) -> Self {
        self.settings.quotes = quotes;
        self
    }

    /// The encoding of all bytes, where it is known; found out for each input by default.
    ///
    /// ```
    /// use mingwen::{Encoding, Repairer};
    ///
    /// // HZ hides in ASCII, and is read where it is asked for only.
    /// let repairer = Repairer::builder().encoding(Encoding::Hz).build()?;
    /// assert_eq!(repairer.repair_bytes(b"~{<:Ky~}").text, "己所");
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    pub fn encoding(mut self, encoding: impl Into<Option<Encoding>>) -> Self {
        self.settings.encoding = encoding.into();
        self
    }

    /// Bounds on the work for one text.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// The finished repairer.
    ///
    /// # Errors
    /// [`Error::ZeroLimit`] if a limit is 0, [`Error::UnknownMisreading`] if no text is repaired that was
    /// [`misread`](Self::misread) so.
    pub fn build(self) -> Result<Repairer, Error> {
        let limits = &self.settings.limits;
        for (name, limit) in [("input_bytes", limits.input_bytes), ("edits", limits.edits)] {
            if limit == 0 {
                return Err(Error::ZeroLimit { name });
            }
        }
        if let Some((written, read)) = self.settings.misread
            && !mojibake::is_known(written, read)
        {
            return Err(Error::UnknownMisreading { written, read });
        }
        Ok(Repairer {
            settings: self.settings,
        })
    }
}
