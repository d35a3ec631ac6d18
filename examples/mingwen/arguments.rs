//! What can be said on the command line.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use mingwen::{Config, Encoding, Language};

/// Repairs broken Chinese text and accounts for every change.
#[derive(Debug, Parser)]
#[command(name = "mingwen", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Repair(Repair),
    Normalize(Normalize),
    Convert(Convert),
    Detect(Detect),
    Diagnose(Diagnose),
    Undo(Undo),
    Completions(Completions),
}

/// Within 80 columns, as every terminal has them.
const REPAIR_EXAMPLES: &str = "\
Examples:
  mingwen repair page.txt > clean.txt     a file, in whatever Chinese encoding
  curl -s URL | mingwen repair            a stream
  mingwen repair --explain page.txt       show what would change, and why
  mingwen repair --check *.txt            list the files that need repair
  mingwen repair -r --dry-run corpus/     count what would change, and why
  mingwen repair -r --in-place=.bak corpus/
                                          rewrite what changes, keep the old
  mingwen repair -i --patch page.patch page.txt
                                          rewrite it so that it can be undone
  mingwen repair --report text page.txt   the result, and each change on stderr
  mingwen repair --jsonl --field text corpus.jsonl > clean.jsonl
                                          one string of each line of JSON
  mingwen repair --escapes all log.txt    read %E4%B8%AD and the like too
  mingwen repair --to t2s page.txt        repaired, then simplified
  mingwen repair --from hz mail.txt       in an encoding that you know

Plain text is decoded (`mingwen detect` tells from what; lines may differ),
repaired as one document, and written as UTF-8 without a byte order mark. A
file of more than a mebibyte is repaired in parts of some hundred kilobytes, cut
between lines; its encoding is decided once. Its --report json has an object for
each part, with the lengths of what stands before it as `before`. A file that
is not text stays as it is, with a message, unless --from says what it is; so
does one that --in-place alone would take bytes from which have no meaning.

Nothing is half written with --in-place and --output: a file has its old content
or its new one. A run that is killed may leave .NAME.mingwen-NUMBER beside it.

With --jsonl, lines are handed on as they come, and nothing but the
changed spans of the one string is touched: key order, spacing, escapes, line
ends and byte order mark stay. NAME is a key of the outermost object; nested
names are not supported. Where a line has the key more than once, each of them
is repaired. Blank lines are passed on. A line that is not valid UTF-8, is not
a JSON object, or has no such string is passed on as it is, with a message.
With --base64, the bytes of one string are decoded and repaired, and the text
is added to the line's object as its last key, `text`.
Between files a missing line end is added, and a byte order mark dropped.

Exit status:
  0  done, whether or not anything changed, and also if the reader of the
     output stops early
  1  some lines were bad, or --check found something to change
  2  wrong usage, or a file could not be read or written; the other files are
     still done";

/// Within 80 columns.
const CONVERT_EXAMPLES: &str = "\
Examples:
  mingwen convert --to s2t page.txt > traditional.txt
  mingwen convert --to s2twp --explain page.txt
  mingwen convert --to t2s --jsonl --field text corpus.jsonl > simplified.jsonl
  mingwen convert --to s2tw --choice context page.txt
  mingwen convert --to s2tw --choice context --prefer 台週 page.txt
  mingwen convert --to s2tw --choice context --quotes by-region page.txt
  mingwen convert --to s2tw --ambiguous page.txt

CONFIG is one of OpenCC's configurations: s2t t2s s2tw tw2s s2twp tw2sp s2hk
hk2s s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t. The result is OpenCC's, bit for
bit, unless --choice lets the text around decide where a character can be
converted in several ways; lines that are traditional already then stay, as do
code, tags and addresses, and converting to traditional twice is converting
once. Plain text is decoded first; damage in it is left as it is. For the other
options, the treatment of JSON Lines and the exit status, see
`mingwen repair --help`.";

/// Repair text: from FILEs or standard input to standard output.
#[derive(Debug, Args)]
#[command(after_help = REPAIR_EXAMPLES)]
pub(crate) struct Repair {
    /// The least certainty that a change must have; what falls short is reported and left. `inferred`
    /// unless the profile asks for more.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) certainty: Option<Certainty>,

    /// The least probability, from 0 to 1, that a character must have to be filled in for lost bytes;
    /// below it, U+FFFD stands there. 0 unless given: the likeliest is filled in.
    #[arg(long, value_parser = part, value_name = "P")]
    pub(crate) probability: Option<f32>,

    /// What the text is wanted for, which says what else becomes of it.
    #[arg(long, value_enum, default_value_t = Profile::Repair, value_name = "PROFILE")]
    pub(crate) profile: Profile,

    /// Convert the script after the repair; CONFIG as in `mingwen convert --help`.
    #[arg(long, value_name = "CONFIG")]
    pub(crate) to: Option<Config>,

    /// Which characters written out in ASCII to read.
    #[arg(long, value_enum, default_value_t = Escapes::References, value_name = "WHICH")]
    pub(crate) escapes: Escapes,

    /// Where readings in parentheses come from.
    #[arg(long, value_enum, default_value_t = Readings::Judged, value_name = "ORIGIN")]
    pub(crate) readings: Readings,

    /// What the text was written in and read in, as gbk:latin1: then lines too short to tell by themselves
    /// are read back as well.
    #[arg(long, value_name = "WRITTEN:READ", value_parser = misreading)]
    pub(crate) misread: Option<(Encoding, Encoding)>,

    /// Of a page that had readings spliced in, give the simplified page that it was made from.
    #[arg(long)]
    pub(crate) original: bool,

    #[command(flatten)]
    pub(crate) work: Work,
}

/// Within 80 columns.
const NORMALIZE_EXAMPLES: &str = "\
Examples:
  mingwen normalize page.txt > clean.txt
  mingwen normalize --explain page.txt    show what would change, and why
  mingwen normalize --profile search-key titles.txt
  mingwen normalize --profile prompt --jsonl --field text requests.jsonl

Punctuation that was folded to ASCII, widths, forms, invisible characters,
spaces and broken lines, as the profile says; damage is left as it is. For the
other options, the treatment of JSON Lines and the exit status, see
`mingwen repair --help`.";

/// Normalize text: widths, forms, spaces, punctuation, lines.
#[derive(Debug, Args)]
#[command(after_help = NORMALIZE_EXAMPLES)]
pub(crate) struct Normalize {
    /// What the text is wanted for.
    #[arg(long, value_enum, default_value_t = Profile::Corpus, value_name = "PROFILE")]
    pub(crate) profile: Profile,

    #[command(flatten)]
    pub(crate) work: Work,
}

/// Convert between simplified and traditional Chinese, as OpenCC 1.4.2 does or by context.
#[derive(Debug, Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub(crate) struct Convert {
    /// Which conversion, in OpenCC's spelling, such as `s2twp`.
    #[arg(long, value_name = "CONFIG")]
    pub(crate) to: Config,

    /// Who decides where a character can be converted in several ways.
    #[arg(long, value_enum, default_value_t = Choice::Exact, value_name = "WHO")]
    pub(crate) choice: Choice,

    /// Spellings to prefer where the text around decides, such as 台 over 臺 and 週 over 周; they win
    /// between spellings of one word, seldom between words.
    #[arg(long, value_name = "CHARACTERS")]
    pub(crate) prefer: Option<String>,

    /// Which quotation marks the result has. Marks that pair with no other stay and are reported.
    #[arg(long, value_enum, default_value_t = Quotes::Keep, value_name = "WHICH")]
    pub(crate) quotes: Quotes,

    /// Instead of the result, list what the text around leaves in doubt, for a proofreader: place,
    /// character, and what it can become with how probable that is; with --quotes also the marks that
    /// pair with no other.
    #[arg(long, conflicts_with_all = ["jsonl", "explain", "check", "report", "report_file"])]
    pub(crate) ambiguous: bool,

    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// OpenCC's dictionaries, bit for bit.
    Exact,
    /// The text around it.
    Context,
    /// The text around it; what it leaves in doubt is reported and stays.
    ContextIfCertain,
}

impl From<Choice> for mingwen::Choice {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Exact => Self::Exact,
            Choice::Context => Self::Context,
            Choice::ContextIfCertain => Self::ContextIfCertain,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Quotes {
    /// Those that the text has.
    Keep,
    /// “ ” and within them ‘ ’, as on the mainland.
    Curved,
    /// 「 」 and within them 『 』, as in Taiwan and Hong Kong.
    Corner,
    /// Curved for simplified text, corners for all other.
    ByRegion,
}

impl From<Quotes> for mingwen::Quotes {
    fn from(quotes: Quotes) -> Self {
        match quotes {
            Quotes::Keep => Self::Keep,
            Quotes::Curved => Self::Curved,
            Quotes::Corner => Self::Corner,
            Quotes::ByRegion => Self::ByRegion,
        }
    }
}

/// Within 80 columns.
const DETECT_EXAMPLES: &str = "\
Examples:
  mingwen detect page.txt                 the encoding of a file
  mingwen detect --all page.txt           every candidate, how probable it is,
                                          the language, and what speaks for it
  mingwen detect --json *.txt             one JSON object a file
  mingwen detect --label big5 --tld tw page.html
                                          what is known of it beforehand
  unzip -Z1 a.zip | mingwen detect --group
                                          the encoding of each line, all being
                                          of one origin
  mingwen detect --jsonl --base64 body crawl.jsonl
                                          bytes in Base64 in each line of JSON

What is not text is called binary, and text that is in no one encoding, unknown.
With several files, the name of each stands before its answers. With --jsonl,
the keys `encoding`, `confidence` and `candidates` are added at the end of each
line's object, and every other byte of the line stays.

Hints count where the bytes do not say, and never against clear evidence.

With --group, the strings of a file (its lines, or with --jsonl the bytes of
--base64) are judged together. There is an answer for each; one that is far
more plausible by itself is answered by itself. The file is held in memory.

The exit status is that of `mingwen repair`.";

/// Find out what encoding text is in.
#[derive(Debug, Args)]
#[command(after_help = DETECT_EXAMPLES)]
pub(crate) struct Detect {
    /// Files to look at; `-` or none is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Tell every candidate, the most probable first.
    #[arg(long)]
    pub(crate) all: bool,

    /// Write one JSON object a file, or with --group one a line.
    #[arg(long, conflicts_with_all = ["all", "jsonl"])]
    pub(crate) json: bool,

    /// Judge the lines of a file together, as strings of one origin, and tell of each.
    #[arg(long)]
    pub(crate) group: bool,

    /// What a header or label says that the encoding is, such as gbk.
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub(crate) label: Option<Encoding>,

    /// The host that it is from, or the last label of its name, such as tw.
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) tld: Option<String>,

    /// The language that is expected, such as zh-TW; may be repeated.
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Vec<&'static [Language]>,

    /// The input is whole: its end does not cut a character. Lines of a --group are.
    #[arg(long)]
    pub(crate) whole: bool,

    /// Take the input as JSON Lines and look at the bytes of --base64 in each line.
    #[arg(long, requires = "base64")]
    pub(crate) jsonl: bool,

    /// The key whose string is bytes in Base64, with --jsonl.
    #[arg(long, requires = "jsonl", value_name = "NAME")]
    pub(crate) base64: Option<String>,
}

/// Within 80 columns.
const DIAGNOSE_EXAMPLES: &str = "\
Examples:
  mingwen diagnose page.txt               how much is damaged, and by what
  mingwen diagnose --above 0 *.txt        only files with damage
  mingwen diagnose --json page.txt        every finding, with its place
  mingwen diagnose --jsonl --field text corpus.jsonl
                                          the same for each line of JSON
  mingwen diagnose --jsonl --field text --keep --below 0.05 corpus.jsonl
                                          the lines with next to no damage

The score is the share of visible characters that do not say what was written,
as far as can be told: 0 is text, 1 is nothing but damage. Before it stands
which kind of Chinese the repaired text is. Places are bytes of the decoded
text (UTF-8). The exit status is that of `mingwen repair`.";

/// Tell how much of a text is damaged, by what, and whether it can be repaired.
#[derive(Debug, Args)]
#[command(after_help = DIAGNOSE_EXAMPLES)]
pub(crate) struct Diagnose {
    /// Files to look at; `-` or none is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read all bytes in this encoding instead of finding it out.
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub(crate) from: Option<Encoding>,

    /// Write one JSON object for each text, with every finding.
    #[arg(long, conflicts_with = "keep")]
    pub(crate) json: bool,

    /// Only texts with a higher score, from 0 to 1.
    #[arg(long, value_name = "SCORE", value_parser = part)]
    pub(crate) above: Option<f32>,

    /// Only texts with a lower score, from 0 to 1.
    #[arg(long, value_name = "SCORE", value_parser = part)]
    pub(crate) below: Option<f32>,

    /// Take the input as JSON Lines and look at the string --field of each line.
    #[arg(long, requires = "field")]
    pub(crate) jsonl: bool,

    /// The key whose string is to be looked at, with --jsonl.
    #[arg(long, requires = "jsonl", value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// Pass the lines themselves on instead of telling about them.
    #[arg(long, requires = "jsonl")]
    pub(crate) keep: bool,
}

fn part(text: &str) -> Result<f32, String> {
    let part = text.parse().ok().filter(|part| (0.0..=1.0).contains(part));
    part.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

fn language(tag: &str) -> Result<&'static [Language], String> {
    match Language::for_tag(tag) {
        [] => {
            Err("no language that we can tell has this tag; try zh, zh-TW, ja, ko or ru".to_owned())
        }
        languages => Ok(languages),
    }
}

fn encoding(label: &str) -> Result<Encoding, String> {
    Encoding::for_label(label).ok_or_else(|| {
        "no encoding that we read has this label; try utf-8, gb18030, big5, euc-tw, hz, \
         iso-2022-cn, utf-16le, shift_jis, euc-kr or windows-1252"
            .to_owned()
    })
}

/// Two encodings, as gbk:latin1.
fn misreading(labels: &str) -> Result<(Encoding, Encoding), String> {
    let (written, read) = labels.split_once(':').ok_or(
        "write what the text was written in, a colon, and what it was read in: gbk:latin1",
    )?;
    Ok((encoding(written)?, encoding(read)?))
}

/// Within 80 columns.
const UNDO_EXAMPLES: &str = "\
Examples:
  mingwen repair --in-place --patch page.patch page.txt
  mingwen undo page.txt page.patch > original.txt
  mingwen undo --in-place page.txt page.patch

The patch has the length and a checksum of the file and of the original: a file
that was changed since is refused. It is text, and as long as the changes.

Exit status:
  0  done
  2  wrong usage, the wrong file, or a file could not be read or written";

/// Bring a file back to what it was, byte for byte, with the patch of `repair --patch`.
#[derive(Debug, Args)]
#[command(after_help = UNDO_EXAMPLES)]
pub(crate) struct Undo {
    /// The repaired file.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Its patch.
    #[arg(value_name = "PATCH")]
    pub(crate) patch: PathBuf,

    /// Put the original in the place of FILE instead of on standard output.
    #[arg(long, short)]
    pub(crate) in_place: bool,

    /// Write the original there, all at once.
    #[arg(long, short, value_name = "PATH", conflicts_with = "in_place")]
    pub(crate) output: Option<PathBuf>,
}

/// Within 80 columns.
const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  mingwen completions bash > ~/.local/share/bash-completion/completions/mingwen
  mingwen completions zsh > ~/.zfunc/_mingwen
  mingwen completions fish > ~/.config/fish/completions/mingwen.fish";

/// Write what a shell needs to complete arguments.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct Completions {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn write(&self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut Arguments::command(),
            "mingwen",
            &mut script,
        );
        // Where nobody reads it any more, it is not missed.
        let _ = io::stdout().write_all(&script);
        ExitCode::SUCCESS
    }
}

/// What to read and what to tell, the same for every subcommand that rewrites text.
#[derive(Debug, Args)]
pub(crate) struct Work {
    /// Files to take, one after another; `-` or none is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read all bytes in this encoding instead of finding it out; a label such as gbk or big5.
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub(crate) from: Option<Encoding>,

    /// Take the input as JSON Lines and rewrite the string --field of each line.
    #[arg(long, requires = "key")]
    pub(crate) jsonl: bool,

    /// The key whose string is to be rewritten, with --jsonl.
    #[arg(long, requires = "jsonl", value_name = "NAME", group = "key")]
    pub(crate) field: Option<String>,

    /// The key whose string is bytes in Base64, with --jsonl; the text is added as `text`.
    #[arg(long, requires = "jsonl", value_name = "NAME", group = "key")]
    pub(crate) base64: Option<String>,

    /// Report every change on standard error, or in --report-file.
    ///
    /// `json` writes one object a line: one for each file, or with --jsonl one for each line that
    /// was changed. Its offsets are bytes of the decoded text (UTF-8).
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) report: Option<ReportFormat>,

    /// Write the report there (as JSON unless --report says otherwise).
    #[arg(long, value_name = "PATH")]
    pub(crate) report_file: Option<PathBuf>,

    /// Print what would change and why, line by line, instead of the result.
    #[arg(long)]
    pub(crate) explain: bool,

    /// Change nothing; list what --in-place would change and exit with 1 if anything would.
    #[arg(long)]
    pub(crate) check: bool,

    /// Change nothing; count what would change, by reason, for each file and in all.
    #[arg(long, conflicts_with_all = ["check", "explain"])]
    pub(crate) dry_run: bool,

    /// Take folders too: all text files in them but hidden ones, what .gitignore names, and backups:
    /// NAME.bak, .orig, .old and NAME~ beside NAME, and what --in-place=SUFFIX left there before.
    #[arg(long, short)]
    pub(crate) recursive: bool,

    /// Rewrite each FILE that changes, in one step when it is whole. With SUFFIX, such as .bak, the old
    /// one stays under its name with that. Mode, line ends and a byte order mark of UTF-8 are kept.
    #[arg(long, short, value_name = "SUFFIX", num_args = 0..=1, require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["check", "explain", "dry_run", "output", "base64"])]
    pub(crate) in_place: Option<OsString>,

    /// Write the result there, in one step when it is whole.
    #[arg(long, short, value_name = "PATH", conflicts_with_all = ["check", "explain", "dry_run"])]
    pub(crate) output: Option<PathBuf>,

    /// Write there what `mingwen undo` needs to bring FILE back, byte for byte.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["jsonl", "check", "explain", "dry_run"])]
    pub(crate) patch: Option<PathBuf>,

    /// Threads for lines of JSON and for files of less than a mebibyte; as many as the machine has
    /// cores by default.
    #[arg(long, short, value_name = "COUNT", value_parser = count)]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Color for --explain. `auto`: on a terminal, unless NO_COLOR is set.
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

impl Work {
    /// Under what name the old file stays with --in-place, if it does.
    pub(crate) fn suffix(&self) -> Option<&OsStr> {
        let suffix = self.in_place.as_deref();
        suffix.filter(|suffix| !suffix.is_empty())
    }
}

fn count(text: &str) -> Result<NonZeroUsize, String> {
    let count = text.parse();
    count.map_err(|_| "a count of threads is a number from 1 on".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// Damage is undone; what a person may have written on purpose stays.
    Repair,
    /// As an editor would print it.
    Corpus,
    /// One form for all that a search takes for the same.
    SearchKey,
    /// Nothing but what is proved; all else is reported and left.
    Archive,
    /// Input to a language model: nothing that a person does not see.
    Prompt,
}

impl From<Profile> for mingwen::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Repair => Self::Repair,
            Profile::Corpus => Self::Corpus,
            Profile::SearchKey => Self::SearchKey,
            Profile::Archive => Self::Archive,
            Profile::Prompt => Self::Prompt,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Certainty {
    /// The most likely of several readings.
    Guessed,
    /// Several inverses are possible and the evidence chose one.
    Inferred,
    /// One inverse explains what stood there.
    Proved,
}

impl From<Certainty> for mingwen::Certainty {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Guessed => Self::Guessed,
            Certainty::Inferred => Self::Inferred,
            Certainty::Proved => Self::Proved,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Escapes {
    /// Character references to characters beyond ASCII, two or more in running text.
    References,
    /// \u, %XX, %u, \x, quoted-printable, mail headers, HZ, UTF-7 and Punycode too.
    All,
    /// None.
    None,
}

impl From<Escapes> for mingwen::Escapes {
    fn from(escapes: Escapes) -> Self {
        match escapes {
            Escapes::References => Self::References,
            Escapes::All => Self::All,
            Escapes::None => Self::Leave,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Readings {
    /// Decided for each document.
    Judged,
    /// The corruption put them there; they go.
    SplicedIn,
    /// A person wrote them; they stay.
    Written,
}

impl From<Readings> for mingwen::Readings {
    fn from(readings: Readings) -> Self {
        match readings {
            Readings::Judged => Self::Judged,
            Readings::SplicedIn => Self::SplicedIn,
            Readings::Written => Self::Written,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One JSON object a line.
    Json,
    /// One change a line, with a summary.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}
