//! The names on a simulated disk: folders and files as a reader sees them, and as a power loss would leave them.
//!
//! Invariant: `seen` is `durable` with all `pending` changes made in order; a change waits for the sync of one folder.
//! Section: "The embedded store" of the architecture.

use std::collections::BTreeMap;
use std::io;

use crate::disk::DiskPath;

/// What a name stands for; a file by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Dir,
    File(usize),
}

pub(super) type Tree = BTreeMap<DiskPath, Node>;

#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    seen: Tree,
    durable: Tree,
    pending: Vec<NameChange>,
}

/// A change of the names in one folder, made whole or not at all.
#[derive(Debug, Clone)]
pub(super) struct NameChange {
    dir: DiskPath,
    unlink: Option<DiskPath>,
    link: Option<(DiskPath, Node)>,
}

impl NameChange {
    pub(super) fn link(path: &DiskPath, node: Node) -> Self {
        Self {
            dir: path.parent(),
            unlink: None,
            link: Some((path.clone(), node)),
        }
    }

    pub(super) fn unlink(path: &DiskPath) -> Self {
        Self {
            dir: path.parent(),
            unlink: Some(path.clone()),
            link: None,
        }
    }

    pub(super) fn apply(&self, tree: &mut Tree) {
        if let Some(path) = &self.unlink {
            tree.remove(path);
        }
        if let Some((path, node)) = &self.link {
            tree.insert(path.clone(), *node);
        }
    }
}

impl Names {
    /// Names that are durable. A name whose folder is not among them is lost with it.
    pub(super) fn durable(mut tree: Tree) -> Self {
        let whole = tree.clone();
        tree.retain(|path, _| is_reachable(&whole, path));
        Self {
            seen: tree.clone(),
            durable: tree,
            pending: Vec::new(),
        }
    }

    pub(super) fn durable_tree(&self) -> &Tree {
        &self.durable
    }

    pub(super) fn pending(&self) -> &[NameChange] {
        &self.pending
    }

    pub(super) fn node(&self, path: &DiskPath) -> Option<Node> {
        if path.is_root() {
            Some(Node::Dir)
        } else {
            self.seen.get(path).copied()
        }
    }

    pub(super) fn file(&self, path: &DiskPath) -> io::Result<usize> {
        match self.node(path) {
            Some(Node::File(number)) => Ok(number),
            Some(Node::Dir) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Whether a new file or folder may have this name.
    pub(super) fn free(&self, path: &DiskPath) -> io::Result<()> {
        match (self.node(path), self.node(&path.parent())) {
            (Some(_), _) => Err(io::ErrorKind::AlreadyExists.into()),
            (None, Some(Node::Dir)) => Ok(()),
            (None, _) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    pub(super) fn list(&self, dir: &DiskPath) -> io::Result<Vec<String>> {
        match self.node(dir) {
            Some(Node::Dir) => {}
            Some(Node::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        Ok(self
            .seen
            .keys()
            .filter(|path| path.parent() == *dir)
            .map(|path| path.name().to_owned())
            .collect())
    }

    pub(super) fn files(&self) -> Vec<DiskPath> {
        let files = self.seen.iter().filter(|(_, node)| **node != Node::Dir);
        files.map(|(path, _)| path.clone()).collect()
    }

    /// The changes that rename a file: one within a folder, and two, each lost by itself, between folders.
    pub(super) fn renaming(&self, from: &DiskPath, to: &DiskPath) -> io::Result<Vec<NameChange>> {
        let link = NameChange::link(to, Node::File(self.file(from)?));
        if self.node(&to.parent()) != Some(Node::Dir) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(match from.parent() == to.parent() {
            true => vec![NameChange {
                unlink: Some(from.clone()),
                ..link
            }],
            false => vec![link, NameChange::unlink(from)],
        })
    }

    pub(super) fn apply(&mut self, change: NameChange) {
        change.apply(&mut self.seen);
        self.pending.push(change);
    }

    pub(super) fn sync(&mut self, dir: &DiskPath) {
        let (done, waiting) = self.pending.drain(..).partition(|change| change.dir == *dir);
        self.pending = waiting;
        let done: Vec<NameChange> = done;
        for change in &done {
            change.apply(&mut self.durable);
        }
    }

    /// Links or unlinks a name at once, in what is seen and in what is durable.
    pub(super) fn damage(&mut self, path: &DiskPath, file: Option<usize>) {
        for tree in [&mut self.seen, &mut self.durable] {
            match file {
                None => {
                    tree.remove(path);
                }
                Some(number) => {
                    tree.insert(path.clone(), Node::File(number));
                    link_parents(tree, path);
                }
            }
        }
        self.pending.retain(|change| !change.is_about(path));
    }
}

impl NameChange {
    fn is_about(&self, path: &DiskPath) -> bool {
        self.unlink.as_ref() == Some(path) || self.link.as_ref().is_some_and(|(to, _)| to == path)
    }
}

fn link_parents(tree: &mut Tree, path: &DiskPath) {
    let parent = path.parent();
    if !parent.is_root() {
        tree.insert(parent.clone(), Node::Dir);
        link_parents(tree, &parent);
    }
}

fn is_reachable(tree: &Tree, path: &DiskPath) -> bool {
    let parent = path.parent();
    parent.is_root() || (tree.get(&parent) == Some(&Node::Dir) && is_reachable(tree, &parent))
}
