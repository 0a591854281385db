"""First names usual in Italy and France, and words that a person's name never holds: what tells a name from a title."""

from __future__ import annotations

from typing import Final

# Left out on purpose, since they are oftener something else: Emilia, Italia, Marina, Vittoria, Alba, Asia, Gioia, Vita,
# Salute, Serena, Prospero, Fausta, Costanza, Pia, Domenica, Natale, Primo, Santo, Romano.
FIRST: Final = frozenset(
    """Achille Ada Adele Adelmo Adolfo Adriana Adriano Agnese Agostino Aida Alan Alberta Alberto Alceste Alda Aldo
    Alessandra Alessandro Alessia Alessio Alex Alfio Alfonso Alfredo Alice Alina Alvaro Amalia Amanda Amedeo Amelia
    Amerigo Ambra Anastasia Andrea Angela Angelica Angelina Angelo Aniello Anita Anna Annalisa Annamaria Annarita
    Antonella Antonello Antonia Antonietta Antonino Antonio Arianna Aristide Armando Arnaldo Arrigo Arturo Ascanio
    Attilio Augusta Augusto Aurelia Aurelio Aurora Azzurra Barbara Bartolomeo Beatrice Benedetta Benedetto Beniamino
    Benito Bernardo Bianca Biagio Brigida Bruna Brunella Bruno Camilla Camillo Carla Carlo Carlotta Carmela Carmelo
    Carmen Carmine Carola Carolina Caterina Catia Cecilia Celestino Cesare Chiara Ciro Clara Claudia Claudio Clelia
    Clemente Cleto Clio Concetta Corrado Cosimo Costantino Cristian Cristiana Cristiano Cristina Dalila Damiano
    Daniela Daniele Danila Danilo Dante Dario Davide Debora Deborah Delia Denis Denise Diana Diego Dina Dino Domenico
    Donata Donatella Donato Dora Doriana Doriano Duccio Edda Edgardo Edmondo Edoardo Egidio Elda Elena Eleonora
    Elettra Eliana Elio Elisa Elisabetta Elly Eloisa Elsa Elvira Emanuela Emanuele Emilio Emma Enea Ennio Enrica
    Enrico Enza Enzo Ercole Erica Erik Erika Ermanno Ermes Ernesta Ernesto Eros Ester Ettore Eugenia Eugenio Eva
    Evaristo Ezio Fabia Fabiana Fabiano Fabio Fabiola Fabrizia Fabrizio Fausto Federica Federico Felice Ferdinando
    Fernanda Fernando Filippo Fiorella Fiorenza Fiorenzo Flavia Flavio Fosca Franca Francesca Francesco Franco Fulvia
    Fulvio Gabriela Gabriele Gabriella Gaetana Gaetano Gaia Gaspare Gastone Gemma Gennaro Gerardo Germana Germano
    Gessica Giacinto Giacomo Giada Giammaria Giampaolo Giampiero Giancarla Giancarlo Gianfranca Gianfranco Gianluca
    Gianluigi Gianmarco Gianmaria Gianna Gianni Gianpaolo Gianpiero Gilberto Gilda Gino Giordana Giordano Giorgia
    Giorgio Giovanna Giovanni Gisella Giuditta Giulia Giuliana Giuliano Giulio Giuseppa Giuseppe Giuseppina Giustina
    Giustino Glauco Gloria Goffredo Graziana Graziano Graziella Greta Guglielmo Guido Ida Igino Ignazio Igor Ilaria
    Ileana Ilenia Imma Ines Iolanda Irene Iris Irma Isa Isabella Ivan Ivana Ivano Ivo Jacopo Jessica Katia Kristian
    Lara Laura Lea Leandro Leda Lella Lello Leo Leonardo Leonida Leopoldo Letizia Lia Licia Lidia Liliana Lina Linda
    Lino Lisa Lisetta Livia Livio Lodovica Lodovico Loredana Lorella Lorena Lorenza Lorenzo Loretta Loris Luana Luca
    Lucia Luciana Luciano Lucilla Lucio Ludovica Ludovico Luigi Luigia Luigina Luisa Luisella Maddalena Maicol
    Manfredi Manlio Manola Manuel Manuela Mara Marcella Marcello Marco Margherita Maria Mariagrazia Marialuisa
    Marianna Mariano Mariarosa Mariella Marilena Marilisa Marilù Mario Marisa Marta Martina Martino Marzia Marzio
    Massimiliano Massimo Matilde Matteo Mattia Maura Maurizia Maurizio Mauro Melissa Michela Michele Michelina Mila
    Milena Milva Mimma Mimmo Mirco Mirella Miriam Mirko Moira Monia Monica Morena Moreno Morgan Nadia Natalia Natalino
    Natascia Nazzareno Nella Nello Nerina Nerio Nevio Niccolò Nico Nicola Nicoletta Nicolò Nilde Nino Noemi Nora
    Norberto Norma Nunzia Nunzio Odette Ofelia Olga Oliviero Onorio Orazio Oreste Orietta Orlando Ornella Osvaldo
    Ottavia Ottavio Palmiro Pamela Paola Paolo Pasquale Patrick Patrizia Patrizio Piera Pierangelo Piercarlo
    Pierfrancesco Pierferdinando Piergiorgio Pierluigi Piero Pierpaolo Pietro Pina Pino Raffaele Raffaella Raffaello
    Raimondo Raul Remo Renata Renato Renza Renzo Riccardo Rina Rino Rita Roberta Roberto Rocco Rodolfo Romeo Romina
    Romolo Rosa Rosalba Rosalia Rosangela Rosanna Rosaria Rosario Rosella Rosetta Rosita Rossana Rossella Rudi Ruggero
    Sabina Sabrina Salvatore Samantha Samuel Samuela Samuele Sandra Sandro Santina Sara Sarah Saverio Sebastiano
    Selena Selene Serafino Serenella Sergio Severina Severino Silvana Silvano Silvestro Silvia Silvio Simona Simone
    Simonetta Siro Sofia Sonia Stefania Stefano Susanna Susi Tamara Tania Tatiana Teo Teodoro Teresa Tito Tiziana
    Tiziano Tommaso Tonino Tosca Tullia Tullio Ugo Ubaldo Umberto Valentina Valentino Valeria Valeriano Valerio Vanda
    Vanessa Vania Vanna Vanni Vasco Velia Vera Veronica Vilma Vincenza Vincenzo Virgilio Virginia Virginio Virna Vito
    Vittorino Vittorio Viviana Walter Wanda William Yuri Zaira Zeno Agnès Alain Anne Antoine Aurélie Bernard Brigitte
    Bruno Camille Catherine Cécile Charles Christian Christine Christophe Claire Claude Corinne Cyril Damien Daniel
    David Didier Dominique Élisabeth Élodie Emmanuel Emmanuelle Éric Étienne Fabien Fabienne Florian Franck François
    Françoise Frédéric Gérard Gilles Guillaume Guy Hélène Henri Hervé Hugues Isabelle Jacqueline Jacques Jean
    Jean-Claude Jean-François Jean-Luc Jean-Marc Jean-Michel Jean-Paul Jean-Pierre Jérôme Joël Joseph Julie Julien
    Karine Laurence Laurent Loïc Louis Luc Lucie Marc Marie Marion Martine Mathieu Maxime Michel Michèle Monique
    Mathilde Nathalie Nicolas Nicole Olivier Pascal Patrice Paul Philippe Pierre Raphaël Raymond Rémi Renaud René
    Robert Roger Roland Sandrine Sébastien Serge Simon Sophie Stéphane Stéphanie Sylvain Sylvie Thierry Thomas Valérie
    Véronique Vincent Virginie Xavier Yann Yannick Yves Yvonne John James Mary Peter Elizabeth Richard Susan Karen
    Nancy Helen Margaret Edward George Henry Alastair""".split()
)

# Words that stand in titles, offices and places: a run of capitals that holds one is no person's name.
NEVER: Final = frozenset(
    """Agenda Agenzia Aiuto Ambiente Anno Area Aree Articolo Asl Assemblea Assessorato Associazione Ausl Azienda Aziende
    Azione Bene Bilancio Bollettino Camera Capo Carta Casa Case Centro Centri Città Civile Codice Comitato Commissione
    Comune Comuni Comunità Conferenza Consiglio Consorzio Cooperativa Coordinamento Corte Cultura Cura Decreto
    Delibera Digitale Dipartimento Direzione Distretto Distretti Ente Enti Europa Europea Facoltà Famiglia Federazione
    Fondazione Fondo Forum Forza Fratelli Gazzetta Generale Giornata Giunta Governo Gruppo Igiene Imprese
    Infrastrutture Innovazione Integrazione Istituto Istruzione Italia Italiana Italiano Lavoro Lavori Lega Legge
    Livelli Master Medicina Medico Metropolitana Metropolitano Ministero Mobilità Mondo Movimento Museo Nazionale
    Nazionali Nord Nuova Nuovo Ordine Osco Ospedale Ospedali Osservatorio Palazzo Parco Partito Patto Pari Pd Pdl
    Persona Pianificazione Piano Piazza Policlinico Politiche Polizia Ponte Porta Premio Presidenza Prevenzione Prima
    Primo Progetto Programma Programmazione Protezione Provincia Pronto Pubblica Pubblico Regione Regionale Regioni
    Regolamento Repubblica Ricerca Rete Riforma Rocca Roma Sala Salone Salute Sanità Sanitaria Sanitario San Sant
    Santa Santi Santo Scienze Scuola Sede Segreteria Senato Servizi Servizio Settore Sezione Sistema Sociale Sociali
    Società Soccorso Sport Stato Strategia Struttura Studi Sud Sviluppo Tavolo Territoriale Territorio Terzo Trasporti
    Tribunale Turismo Ufficio Unione Università Urbanistica Usl Via Viale Villa Vice Welfare Zona Santé République
    État Premier Affaires Assemblée Sénat Parti Milan Life Science Centre Région Conseil Ministère Hôpital Université
    Ville Département The Region Regional Council Health Social University Hospital Ministry National European
    Department Community Gennaio Febbraio Marzo Aprile Maggio Giugno Luglio Agosto Settembre Ottobre Novembre Dicembre
    Lunedì Martedì Mercoledì Giovedì Venerdì Sabato Domenica Redazione Foto Video Leggi Il Lo La I Gli Le Un Una Del
    Della Dei Delle Per Con Nel Nella Al Alla Da Dal Dalla In Che Non Si Se Come Dopo Questo Questa""".split()
)
