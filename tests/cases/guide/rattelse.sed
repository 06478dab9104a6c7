s/"passage.kept\/1"/"motion.joined\/1"/
s/"reason":"[^"]*"/"motions":["m1"],"person":{"name":"Nils Hagby","party":"S"}/
