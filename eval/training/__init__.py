"""How the bundled static model is trained and measured; needs the extra ``neural`` and the shared data sets."""
