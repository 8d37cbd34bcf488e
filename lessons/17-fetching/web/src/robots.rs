//! What a site asks of robots: RFC 9309, as far as rules for everybody go.

use reqwest::Url;

/// Where the rules for a page's host are.
pub fn robots_txt(page: &Url) -> String {
    let mut url = page.clone();
    url.set_path("/robots.txt");
    url.set_query(None);
    url.to_string()
}

/// The rules of a robots.txt for robots without a name of their own.
#[derive(Debug, Clone, Default)]
pub struct Robots(Vec<Rule>);

#[derive(Debug, Clone)]
struct Rule {
    path: String,
    allows: bool,
}

impl Robots {
    /// The rules that were fetched. A host that has none allows everything; one whose server fails, nothing.
    pub fn of(fetched: reqwest::Result<String>) -> Robots {
        match fetched {
            Ok(text) => Robots::parse(&text),
            Err(error)
                if error
                    .status()
                    .is_some_and(|status| status.is_server_error()) =>
            {
                Robots::parse("User-agent: *\nDisallow: /")
            }
            Err(_) => Robots::default(),
        }
    }

    /// Reads a robots.txt. An empty one, as of a site that has none, allows everything.
    pub fn parse(text: &str) -> Robots {
        let mut rules = Vec::new();
        let (mut for_all, mut in_names) = (false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                // Several names may stand above the rules that they share.
                for_all = value == "*" || (in_names && for_all);
            } else if let ("allow" | "disallow", true, false) =
                (name.as_str(), for_all, value.is_empty())
            {
                let (path, allows) = (value.to_string(), name == "allow");
                rules.push(Rule { path, allows });
            }
            in_names = name == "user-agent";
        }
        Robots(rules)
    }

    /// Whether a page may be fetched. The longest rule that fits decides, and of two that are as long, the kinder one.
    pub fn allows(&self, path: &str) -> bool {
        let rules = self.0.iter().filter(|rule| path.starts_with(&rule.path));
        rules
            .max_by_key(|rule| (rule.path.len(), rule.allows))
            .is_none_or(|rule| rule.allows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nUser-agent: third\nDisallow: /staff # not for you\nAllow: /staff/opening-hours\nDisallow:\n";
        let robots = Robots::parse(text);
        assert!(robots.allows("/"));
        assert!(robots.allows("/staff/opening-hours"));
        assert!(!robots.allows("/staff/rota"));
        assert!(Robots::parse("").allows("/staff/rota"));
    }
}
