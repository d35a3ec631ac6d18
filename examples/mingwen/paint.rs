//! How a diff is drawn: in color, or with brackets where there is none.

use std::fmt::Write;

use anstyle::{AnsiColor, Color, Style};

use crate::visible;

/// One side of a hunk, as it is drawn.
pub(crate) struct Side<'t> {
    sign: char,
    mark: &'t Mark,
    text: String,
}

impl<'t> Side<'t> {
    pub(crate) fn new(sign: char, mark: &'t Mark) -> Self {
        Self {
            sign,
            mark,
            text: String::new(),
        }
    }

    pub(crate) fn same(&mut self, text: &str) {
        self.lines(text, visible::push);
    }

    pub(crate) fn marked(&mut self, text: &str) {
        let mark = self.mark;
        self.lines(text, |out, line| {
            if !line.is_empty() {
                out.push_str(&mark.paint(&visible::visible(line)));
            }
        });
    }

    fn lines(&mut self, text: &str, push: impl Fn(&mut String, &str)) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            push(&mut self.text, line);
        }
    }

    pub(crate) fn finish(self, out: &mut String) {
        for line in self.text.split('\n') {
            let sign = self.mark.sign(self.sign);
            let _ = writeln!(out, "{sign} {line}");
        }
    }
}

/// How a piece of text is set off: by color, or by brackets where there is none.
pub(crate) struct Mark {
    style: Style,
    open: &'static str,
    close: &'static str,
}

impl Mark {
    const fn brackets(open: &'static str, close: &'static str) -> Self {
        Self {
            style: Style::new(),
            open,
            close,
        }
    }

    const fn color(style: Style) -> Self {
        Self {
            style,
            open: "",
            close: "",
        }
    }

    pub(crate) fn paint(&self, text: &str) -> String {
        let Self { style, open, close } = self;
        format!("{style}{open}{text}{close}{style:#}")
    }

    fn sign(&self, sign: char) -> String {
        let style = Style::new().fg_color(self.style.get_bg_color());
        format!("{style}{sign}{style:#}")
    }
}

pub(crate) struct Theme {
    pub(crate) place: Mark,
    pub(crate) removed: Mark,
    pub(crate) inserted: Mark,
    pub(crate) reasons: Mark,
}

impl Theme {
    /// As `wdiff` has it.
    pub(crate) const PLAIN: Self = Self {
        place: Mark::brackets("", ""),
        removed: Mark::brackets("[-", "-]"),
        inserted: Mark::brackets("{+", "+}"),
        reasons: Mark::brackets("", ""),
    };
    pub(crate) const COLOR: Self = Self {
        place: Mark::color(Style::new().bold()),
        removed: Mark::color(on(AnsiColor::Red)),
        inserted: Mark::color(on(AnsiColor::Green)),
        reasons: Mark::color(Style::new().dimmed()),
    };
}

const fn on(background: AnsiColor) -> Style {
    Style::new()
        .fg_color(Some(Color::Ansi(AnsiColor::Black)))
        .bg_color(Some(Color::Ansi(background)))
}
