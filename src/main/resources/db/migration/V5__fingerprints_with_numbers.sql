-- Fingerprints of earlier releases took all numbers for one word. Null ones are made of the text when they are read.
UPDATE training_row SET fingerprints = NULL;
