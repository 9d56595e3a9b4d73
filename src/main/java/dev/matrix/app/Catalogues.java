package dev.matrix.app;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.prompt.PersonalityBuilder;

/** Joins the catalogue's files with the builder that writes the prompts of traits. */
public final class Catalogues {

    private Catalogues() {}

    public static Catalogue of(CatalogueFiles files) {
        return new Catalogue(files, new PersonalityBuilder()::systemText);
    }
}
